import logging
import sys
from concurrent.futures import ThreadPoolExecutor

FORMAT = "%(levelname)s [%(threadName)s] %(message)s"  # (1)!
BOXES = {"tea": 2, "rice": 14}
log = logging.getLogger("shop")


def pack(item: str) -> None:
    log.info("packing %s", item)  # (2)!
    try:
        log.info("%s: %d boxes", item, BOXES[item])
    except KeyError:
        log.exception("%s cannot be packed", item)  # (3)!


logging.basicConfig(format=FORMAT, level=logging.INFO, stream=sys.stdout)  # (4)!
with ThreadPoolExecutor(max_workers=2, thread_name_prefix="packer") as pool:
    for item in ("tea", "rice", "soup"):
        pool.submit(pack, item)
log.info("closing")
