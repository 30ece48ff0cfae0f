"""What every test stands on: Qt draws into memory, and no desk's own settings leak in."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("DOCKET_DATA_DIR", None)
os.environ.pop("DOCKET_STORE", None)

pytest_plugins = ("tests.stores",)
