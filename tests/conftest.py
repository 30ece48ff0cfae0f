"""What every test stands on: Qt draws into memory, no desk's own settings leak in, and it is one day everywhere."""

import os
import time

from hypothesis import settings

from tests.ui.trading import TIME_ZONE

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("DOCKET_DATA_DIR", None)
os.environ.pop("DOCKET_STORE", None)

# Until a desk knows its business it goes by this machine's clock, which would have another day for an hour or two.
os.environ["TZ"] = TIME_ZONE
if hasattr(time, "tzset"):
    time.tzset()

# Machines are noisy: how long an example takes says nothing about the code.
settings.register_profile("docket", deadline=None)
settings.load_profile("docket")

pytest_plugins = ("tests.stores",)
