import uvloop
from ticks_asyncio import main

uvloop.run(main())
