#!/usr/bin/env python3
"""Kills a crawl twenty times at random, lets it end, and compares the dataset with that of an undisturbed run.

    python3 scripts/kill_crawl.py [--kills 20] [--hosts 6] [--pages 60] [--binary target/release/nianbao] [--seed 1]

No page may be asked for twice but those under way at a kill, and the datasets must be the same but for the moments of fetching. The
archives are checked with `warcio check`, if warcio is installed (`pip install warcio`); it is said if it is not.
"""

import argparse
import collections
import csv
import http.server
import io
import os
import pathlib
import random
import re
import shutil
import socketserver
import subprocess
import sys
import tempfile
import threading
import time

REPORT = (pathlib.Path(__file__).parent.parent / "corpora/html/shape-tight.html").read_text(encoding="utf-8")
ASKED: collections.Counter = collections.Counter()


class Portal(http.server.BaseHTTPRequestHandler):
    """A proxy that is every host: a list in pages of ten, and reports."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    pages = 60

    def log_message(self, *_):
        pass

    def do_GET(self):
        ASKED[self.path] += 1
        host, path = re.match(r"http://([^/]+)(/.*)", self.path).groups()
        time.sleep(random.random() * 0.02)
        report = re.search(r"t20220110_(\d+)\.html", path)
        if path == "/robots.txt":
            return self.answer(404, "")
        if report:
            agency = f"{'甲乙丙丁戊己庚辛'[int(host[7]) % 8]}岚市第{report[1]}局"
            html = REPORT.replace("南屿区农业农村局", agency).replace("2020年", "2022年").replace("2019年", "2021年")
            return self.answer(200, html)
        at = int((re.findall(r"_(\d+)\.html", path) or ["0"])[0])
        numbers = range(at * 10, min(at * 10 + 10, self.pages))
        links = "".join(
            f'<li><a href="/zfxxgknb/202201/t20220110_{n}.html">第{n}局2021年政府信息公开工作年度报告</a></li>'
            for n in numbers
        )
        more = f'<a href="index_{at + 1}.html">下一页</a>' if at * 10 + 10 < self.pages else ""
        return self.answer(200, f"<html><head><title>年报</title></head><body><ul>{links}</ul>{more}</body></html>")

    def answer(self, status, html):
        body = html.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 512


def dataset(folder):
    """The files of a dataset, byte for byte but for the moments of fetching."""
    moment = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
    files = [path for path in sorted(pathlib.Path(folder).iterdir()) if path.suffix in (".csv", ".json")]
    return {path.name: moment.sub(b"T", path.read_bytes()) for path in files}


def rows(file):
    return len(list(csv.DictReader(io.StringIO(file.decode("utf-8")))))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--hosts", type=int, default=6)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--binary", default="target/release/nianbao")
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    Portal.pages = arguments.pages
    server = Server(("127.0.0.1", 0), Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    temp = tempfile.mkdtemp()
    starts = [f"http://qinglan{n}.gov.cn/zfxxgknb/" for n in range(arguments.hosts)]
    proxy = f"http://127.0.0.1:{server.server_address[1]}"
    command = [os.path.abspath(arguments.binary), "run", *starts, "--delay", "0", "--proxy", proxy, "-q", "-o"]

    def folder(name):
        return os.path.join(temp, name)

    killed = 0
    for _ in range(arguments.kills):
        child = subprocess.Popen([*command, folder("killed")], stderr=subprocess.DEVNULL)
        time.sleep(0.03 + random.random() * 0.25)
        killed += child.poll() is None
        child.kill()
        child.wait()
    subprocess.run([*command, folder("killed")], check=True)
    twice = sum(count - 1 for count in ASKED.values())
    print(f"{killed} kills, {len(ASKED)} addresses, {twice} asked again ({killed * arguments.hosts} could be under way)")
    subprocess.run([*command, folder("undisturbed")], check=True)
    one, other = dataset(folder("killed")), dataset(folder("undisturbed"))
    reports = rows(one["reports.csv"])
    faults = [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]
    if reports != arguments.hosts * arguments.pages:
        faults.append(f"{reports} reports")
    if twice > killed * arguments.hosts:
        faults.append("asked twice")
    if shutil.which("warcio"):
        for archive in pathlib.Path(folder("killed"), "archive").glob("*.warc.gz"):
            if subprocess.run(["warcio", "check", str(archive)], check=False).returncode != 0:
                faults.append(f"warcio check {archive.name}")
    else:
        print("warcio is not installed: the archives were not checked")
    shutil.rmtree(temp)
    if faults:
        sys.exit(f"not the same: {', '.join(faults)}")
    print(f"{reports} reports, the same dataset: {len(other)} files, {sum(map(len, other.values()))} bytes")


if __name__ == "__main__":
    main()
