import logging
import time
from concurrent.futures import ThreadPoolExecutor

FORMAT = "%(asctime)s %(threadName)s %(message)s"


def fetch(page: str) -> None:
    time.sleep(0.01)
    logging.getLogger("fetch").info("has fetched %s", page)


logging.basicConfig(format=FORMAT, level=logging.INFO)
with ThreadPoolExecutor(max_workers=2, thread_name_prefix="worker") as pool:
    pool.map(fetch, ("page 1", "page 2", "page 3"))
