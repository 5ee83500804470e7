import os
import random
import time
from multiprocessing import Process


def cook(dish: str) -> None:
    print(f"{dish}: process {os.getpid()} cooks", flush=True)
    time.sleep(random.uniform(0, 0.1))
    print(f"{dish}: done", flush=True)


if __name__ == "__main__":
    soup = Process(target=cook, args=("soup",))
    rice = Process(target=cook, args=("rice",))
    soup.start()
    rice.start()
    soup.join()
    rice.join()
    print("Dinner is ready.")
