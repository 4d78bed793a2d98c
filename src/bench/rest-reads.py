#!/usr/bin/env python3
"""Reads the REST API of our worker and of Apache's with many connectors in place, and prints how long answers take.

Build first, which also fetches Apache's worker and a broker from Maven Central:

    ./mvnw -B -DskipTests package
    src/bench/rest-reads.py [--connectors 1000] [--running 100] [--tasks 2] [--makes apache,ours]

Each make gets a broker's topics of its own, the same connectors, most of them stopped, and some that run tasks which write
a few records a second all the time. Requests follow one another on a connection that is kept open. What is measured is the
whole list (GET /connectors?expand=status&expand=info), the same for a client that has it already (If-None-Match, where
the worker gives an ETag), and the status of one connector after another. Needs what side-by-side.py needs.
"""
import argparse
import glob
import http.client
import importlib
import json
import os
import signal
import statistics
import sys
import tempfile
import time

side = importlib.import_module("side-by-side")
LIST = "/connectors?expand=status&expand=info"


class Client:
    """One connection, kept open."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path, headers=None):
        """Milliseconds until all of the answer was read, the status, the headers and the body."""
        before = time.perf_counter()
        self.connection.request("GET", path, headers=headers or {})
        response = self.connection.getresponse()
        body = response.read()
        return (time.perf_counter() - before) * 1000, response.status, response.headers, body


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def create(worker, name, config, state):
    def created():
        status, answer = worker.call("POST", "/connectors", {"name": name, "config": config, "initial_state": state})
        if status not in (0, 201, 409):
            raise RuntimeError(f"{worker.make}: {status} {answer}")
        return status == 201 or "already exists" in str(answer)

    side.until(f"connector {name}", created)


def settled(worker, connectors, tasks):
    """Whether every connector is listed, and so many tasks run."""
    worker.check()
    status, listed = worker.call("GET", "/connectors?expand=status")
    states = [task["state"] for one in listed.values() for task in one["status"]["tasks"]] if status == 200 else []
    if "FAILED" in states:
        raise RuntimeError(f"{worker.make}: a task has failed")
    return status == 200 and len(listed) == connectors and states.count("RUNNING") == tasks


def fill(worker, args):
    """Creates the connectors: how long one took in the median, in ms."""
    config = {"connector.class": side.LOAD + "LoadSource", "tasks.max": str(args.tasks), "records": str(10 ** 12),
              "records.per.poll": "1", "pause.ms": str(args.pause_ms)}
    took = []
    for number in range(args.connectors):
        runs = number < args.running
        before = time.perf_counter()
        create(worker, f"connector-{number:04d}", {**config, "topic": f"reads-{number % 5}"}, "RUNNING" if runs else "STOPPED")
        took.append((time.perf_counter() - before) * 1000)
    side.until(f"{args.connectors} connectors", lambda: settled(worker, args.connectors, args.running * args.tasks), 0.5)
    return statistics.median(took)


def read_lists(client, rounds):
    first, status, headers, body = client.get(LIST)
    assert status == 200, status
    again = [client.get(LIST)[0] for _ in range(rounds)]
    figures = {"list: first, ms": first, "list: median, ms": statistics.median(again),
               "list: 99 %, ms": percentile(again, 0.99), "list: KiB": len(body) / 1024}
    tag = headers.get("ETag")
    known = [client.get(LIST, {"If-None-Match": tag} if tag else {}) for _ in range(rounds)]
    figures["list, known: median, ms"] = statistics.median(answer[0] for answer in known)
    figures["list, known: bytes"] = statistics.median(len(answer[3]) for answer in known)
    return figures


def read_statuses(client, args):
    """Statuses of those connectors that run tasks, one after another."""
    def ask(number):
        took, status, _, body = client.get(f"/connectors/connector-{number % args.running:04d}/status")
        assert status == 200 and len(json.loads(body)["tasks"]) == args.tasks, body
        return took

    first = ask(0)
    for number in range(args.warm_up):
        ask(number)
    times = [ask(number) for number in range(args.requests)]
    return {"status: first, ms": first, "status: median, ms": statistics.median(times),
            "status: 99 %, ms": percentile(times, 0.99), "status: 99.9 %, ms": percentile(times, 0.999)}


def measure(make, broker, plugins, home, args):
    worker = side.Worker(make, broker, f"{home}/reads-{make}", plugins, args, {"scheduled.rebalance.max.delay.ms": "0"})
    try:
        figures = {"create one: median, ms": fill(worker, args)}
        time.sleep(args.rest_s)
        client = Client(worker.port)
        figures.update(read_statuses(client, args))
        figures.update(read_lists(client, args.lists))
        before = worker.cpu_seconds()
        time.sleep(args.rest_s)
        figures["CPU of the tasks: % of a core"] = (worker.cpu_seconds() - before) / args.rest_s * 100
        figures["resident MB"] = worker.resident_mb()
        return figures
    finally:
        worker.stop()


def table(results):
    print(f"\n{'':34}" + "".join(f"{make:>12}" for make in results) + f"{'ours/Apache':>14}")
    for name in next(iter(results.values())):
        values = {make: figures[name] for make, figures in results.items()}
        line = f"{name:34}" + "".join(f"{value:12,.2f}" for value in values.values())
        if len(values) == 2 and values["apache"]:
            line += f"{values['ours'] / values['apache']:14.3f}"
        print(line)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--makes", type=lambda text: text.split(","), default=["apache", "ours"])
    parser.add_argument("--distribution", default="".join(glob.glob(f"{side.ROOT}/distribution/target/sluice-*/")[:1]),
                        help="the unpacked distribution of ours")
    parser.add_argument("--connectors", type=int, default=1000, help="how many there are")
    parser.add_argument("--running", type=int, default=100, help="how many of them run; the others are stopped")
    parser.add_argument("--tasks", type=int, default=2, help="tasks of each that runs")
    parser.add_argument("--pause-ms", type=int, default=500, help="how long a task waits between its records")
    parser.add_argument("--lists", type=int, default=50, help="how often the list is asked for")
    parser.add_argument("--requests", type=int, default=5000, help="how often a status is asked for")
    parser.add_argument("--warm-up", type=int, default=1000, help="statuses that are asked for before, unmeasured")
    parser.add_argument("--rest-s", type=int, default=10, help="how long a worker is left alone before, in s")
    args = parser.parse_args()
    for needed in (side.BROKER_LIBS, side.APACHE_LIBS, f"{side.BENCH}/target/classes", args.distribution):
        if not os.path.isdir(needed):
            sys.exit(f"{needed or 'The distribution'} is missing; build first: ./mvnw -B -DskipTests package")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # what was started ends too
    results = {}
    with tempfile.TemporaryDirectory(prefix="rest-reads-") as home:
        broker = side.Broker(f"{home}/broker")
        try:
            for make in args.makes:
                results[make] = measure(make, broker, side.plugin_jar(home), home, args)
                print(make, *(f"{name} {value:,.2f}" for name, value in results[make].items()), sep="\n    ", flush=True)
        finally:
            broker.stop()
    table(results)


if __name__ == "__main__":
    main()
