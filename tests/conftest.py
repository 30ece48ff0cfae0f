"""What every test stands on: Qt draws into memory, and no desk's own settings leak in."""

import os

from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("DOCKET_DATA_DIR", None)
os.environ.pop("DOCKET_STORE", None)

# Machines are noisy: how long an example takes says nothing about the code.
settings.register_profile("docket", deadline=None)
settings.load_profile("docket")

pytest_plugins = ("tests.stores",)
