#!/usr/bin/env python3
"""Measures nianbao's crawl against Scrapy's on the same portal on loopback, in the same run.

    python3 scripts/bench_crawl.py [--hosts 50] [--pages 100] [--rounds 3] [--binary target/release/nianbao]

Needs Scrapy (`pip install scrapy`). The portal is a proxy that answers for any host: a list that links to reports. Both crawlers take
every page of every host, without delay; pages per second and the peak of resident memory are printed, and the ratio of medians.
"""

import argparse
import asyncio
import multiprocessing
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

REPORT = "<p>{}</p>".format("2021年，本机关认真贯彻落实政府信息公开条例，主动公开政府信息。" * 60)


def page(host: str, path: str, pages: int) -> bytes:
    number = re.search(r"t20220110_(\d+)\.html", path)
    if number:
        title = f"{host}第{number[1]}局2021年政府信息公开工作年度报告"
        return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{REPORT}</body></html>".encode()
    links = "".join(
        f'<li><a href="/zfxxgknb/202201/t20220110_{n}.html">第{n}局2021年政府信息公开工作年度报告</a></li>'
        for n in range(pages)
    )
    return f"<html><head><title>政府信息公开年报</title></head><body><ul>{links}</ul></body></html>".encode()


def serve(port: int, pages: int) -> None:
    """A proxy that is every host. One process for all, as fast as plain asyncio is."""
    known: dict = {}

    class Portal(asyncio.Protocol):
        def connection_made(self, transport):
            self.transport, self.rest = transport, b""

        def data_received(self, data):
            self.rest += data
            while b"\r\n\r\n" in self.rest:
                head, self.rest = self.rest.split(b"\r\n\r\n", 1)
                target = head.split(b" ", 2)[1]
                answer = known.get(target)
                if answer is None:
                    found = re.match(rb"http://([^/:]+)[^/]*(/.*)", target)
                    if found is None or found[2] == b"/robots.txt":
                        answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                    else:
                        body = page(found[1].decode(), found[2].decode(), pages)
                        answer = (
                            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n"
                            % len(body)
                        ) + body
                    if len(known) < 20_000:
                        known[target] = answer
                self.transport.write(answer)

    async def run():
        server = await asyncio.get_running_loop().create_server(Portal, "127.0.0.1", port, backlog=4096)
        await server.serve_forever()

    asyncio.run(run())


SPIDER = """
import scrapy
class Spider(scrapy.Spider):
    name = "bench"
    start_urls = [line.strip() for line in open({starts!r})]
    custom_settings = dict(
        LOG_LEVEL="ERROR", ROBOTSTXT_OBEY=True, DOWNLOAD_DELAY=0, CONCURRENT_REQUESTS=256, CONCURRENT_REQUESTS_PER_DOMAIN=1,
        TELNETCONSOLE_ENABLED=False, RETRY_ENABLED=False, COOKIES_ENABLED=False)
    def start_requests(self):
        for url in self.start_urls:
            yield scrapy.Request(url, meta=dict(proxy={proxy!r}))
    async def start(self):
        for request in self.start_requests():
            yield request
    def parse(self, response):
        for href in response.css("a::attr(href)").getall():
            yield response.follow(href, self.parse, meta=dict(proxy={proxy!r}))
"""


def timed(command, env, cwd):
    began = time.monotonic()
    child = subprocess.Popen(command, env=env, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} failed")
    return time.monotonic() - began, usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--port", type=int, default=8899)
    parser.add_argument("--binary", default="target/release/nianbao")
    parser.add_argument("--only-ours", action="store_true", help="leave Scrapy out, to measure memory on many pages")
    arguments = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    server = multiprocessing.Process(target=serve, args=(arguments.port, arguments.pages), daemon=True)
    server.start()
    time.sleep(1)
    proxy = f"http://127.0.0.1:{arguments.port}"
    starts = [f"http://www.qinglan{n}.gov.cn/zfxxgknb/" for n in range(arguments.hosts)]
    total = arguments.hosts * (arguments.pages + 1)
    env = {**os.environ, "NO_PROXY": "", "http_proxy": "", "HTTP_PROXY": ""}
    binary = os.path.abspath(arguments.binary)
    results = {"nianbao": [], "scrapy": []}
    for _ in range(arguments.rounds):
        folder = tempfile.mkdtemp()
        portals = os.path.join(folder, "portals.toml")
        with open(portals, "w", encoding="utf-8") as file:
            file.writelines(f'[[portal]]\nstart = "{start}"\n' for start in starts)
        with open(os.path.join(folder, "starts.txt"), "w", encoding="utf-8") as file:
            file.write("\n".join(starts))
        command = [binary, "crawl", portals, "-o", os.path.join(folder, "out"), "--delay", "0", "--proxy", proxy, "-q"]
        results["nianbao"].append(timed(command, env, folder))
        if not arguments.only_ours:
            spider = os.path.join(folder, "spider.py")
            with open(spider, "w", encoding="utf-8") as file:
                file.write(SPIDER.format(starts=os.path.join(folder, "starts.txt"), proxy=proxy))
            results["scrapy"].append(timed([sys.executable, "-m", "scrapy", "runspider", spider], env, folder))
        shutil.rmtree(folder)
    server.terminate()
    rates = {}
    for name, runs in results.items():
        if runs:
            seconds = statistics.median(run[0] for run in runs)
            rates[name] = total / seconds
            memory = max(run[1] for run in runs)
            print(f"{name:8} {total} pages, {rates[name]:7.0f} pages/s, at most {memory:.0f} MB")
    if len(rates) == 2:
        print(f"nianbao is {rates['nianbao'] / rates['scrapy']:.1f} times as fast")


if __name__ == "__main__":
    main()
