"""The command bus: takes commands, has them decided and recorded by one writer, and answers with receipts."""
