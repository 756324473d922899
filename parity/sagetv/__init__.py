"""SageTV, by its SageX service."""

from parity.sagetv.calling import SageCaller, sagetv_caller
from parity.sagetv.videos import SageTv

__all__ = ["SageCaller", "SageTv", "sagetv_caller"]
