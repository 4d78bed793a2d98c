#!/usr/bin/env python3
"""Loads our worker and Apache's with the same connectors on the same broker, and prints what each makes of it.

Build first, which also fetches Apache's worker and a broker from Maven Central:

    ./mvnw -B -DskipTests package
    src/bench/side-by-side.py [--only source-string,sink-string] [--rounds 3] [--records 1000000]

A round runs every scenario with both workers one right after the other, in turns first, so that a machine that gets slower
or faster in between does so for both. What is compared is therefore the ratio within a round, of which the median is
printed, not the ratio of medians. Needs Python 3.8 and a JDK 17, and Linux for CPU times and memory.
"""
import argparse
import atexit
import contextlib
import glob
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import zipfile

BENCH = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(BENCH))
BROKER_LIBS = f"{ROOT}/src/quickstart/target/broker-libs"
APACHE_LIBS = f"{ROOT}/src/it/apache-worker/target/libs"
JAVA = f"{os.environ['JAVA_HOME']}/bin/java" if os.environ.get("JAVA_HOME") else "java"
LOAD = "dev.sluice.bench.load."
STORAGE = "org.apache.kafka.connect.storage."
CONVERTERS = {
    "string": STORAGE + "StringConverter",
    "bytes": "org.apache.kafka.connect.converters.ByteArrayConverter",
    "json": "org.apache.kafka.connect.json.JsonConverter",
}
JVM_OPTIONS = ("-server -XX:+UseG1GC -XX:MaxGCPauseMillis=20 -XX:InitiatingHeapOccupancyPercent=35 "
               "-XX:+ExplicitGCInvokesConcurrent -Djava.awt.headless=true")
HEAP = "-Xms256m -Xmx1g"
# Our worker: as it is; with somebody who looks at everything once a second; with all that looks switched off.
OURS = {
    "ours": {},
    "observed": {},
    "unobserved": {"rest.additions.enable": "false", "metrics.api.enable": "false", "metrics.prometheus.enable": "false",
                   "metric.reporters": ""},
}
LOOKED_AT = ["/metrics", "/v2/metrics/cloud/export?resource.connector.id=any", "/connectors?expand=status", "/events"]
APACHE_PRODUCER = {"acks": "all", "enable.idempotence": "false", "max.in.flight.requests.per.connection": "1"}
OUR_PRODUCER = {"acks": "all", "enable.idempotence": "true", "max.in.flight.requests.per.connection": "5",
                "batch.size": "131072"}
# The length of a record of source-json, to the nearest hundred.
JSON_BYTES = 900
TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE_S = 300


def until(what, check, pause=0.1):
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        result = check()
        if result:
            return result
        time.sleep(pause)
    raise TimeoutError(f"Waited {PATIENCE_S} s in vain for: {what}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(content if isinstance(content, str) else "".join(f"{k}={v}\n" for k, v in content.items()))
    return path


def logging(home):
    return "-Dlogback.configurationFile=" + write(f"{home}/logback.xml", """<configuration>
      <appender name="out" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%d %p %X{connector.context}%m %c%n</pattern></encoder></appender>
      <root level="INFO"><appender-ref ref="out"/></root></configuration>""")


class Program:
    """A process with its output in a file. It and what it started is gone after stop()."""

    def __init__(self, command, home, env=None):
        self.log = f"{home}/output.log"
        os.makedirs(home, exist_ok=True)
        with open(self.log, "ab") as out:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                            env={**os.environ, **(env or {})}, start_new_session=True)
        atexit.register(self.stop)  # also if it never gets ready

    def check(self):
        if self.process.poll() is not None:
            with open(self.log, encoding="utf-8", errors="replace") as out:
                raise RuntimeError("A process has ended:\n" + "".join(out.readlines()[-30:]))

    def cpu_seconds(self):
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_mb(self):
        with open(f"/proc/{self.process.pid}/status", encoding="utf-8") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Broker(Program):
    def __init__(self, home):
        port, controller = free_port(), free_port()
        self.address = f"127.0.0.1:{port}"
        config = write(f"{home}/broker.properties", {
            "process.roles": "broker,controller", "node.id": "1", "log.dirs": f"{home}/data",
            "controller.quorum.voters": f"1@127.0.0.1:{controller}", "controller.listener.names": "CONTROLLER",
            "listeners": f"PLAINTEXT://{self.address},CONTROLLER://127.0.0.1:{controller}",
            "advertised.listeners": f"PLAINTEXT://{self.address}", "group.initial.rebalance.delay.ms": "0",
            "offsets.topic.replication.factor": "1", "offsets.topic.num.partitions": "5",
            "transaction.state.log.replication.factor": "1", "transaction.state.log.min.isr": "1",
            "transaction.state.log.num.partitions": "5", "share.coordinator.state.topic.replication.factor": "1"})
        write(f"{home}/logback.xml", "<configuration/>")
        java = [JAVA, f"-Dlogback.configurationFile={home}/logback.xml", "-cp", f"{BROKER_LIBS}/*"]
        subprocess.run([*java, "kafka.tools.StorageTool", "format", "-t", "c2lkZS1ieS1zaWRlLXNsdQ", "-c", config],
                       check=True, stdout=subprocess.DEVNULL)
        super().__init__([*java[:1], "-Xms1g", "-Xmx1g", *java[1:], "kafka.Kafka", config], home)

        def answers():
            self.check()
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return True

        until("the broker", answers)


class BareClients:
    """dev.sluice.bench.load.BareClients in a process of its own."""

    def __init__(self, broker, home):
        self.process = subprocess.Popen(
            [JAVA, "-Xmx1g", "-Dlogback.configurationFile=" + write(f"{home}/logback.xml", "<configuration/>"), "-cp", f"{BENCH}/target/classes:{BROKER_LIBS}/*",
             LOAD + "BareClients", broker.address], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        answer = self.process.stdout.readline().strip()
        if not answer:
            raise RuntimeError(f"The bare clients have failed at: {words}")
        return answer

    def stop(self):
        self.process.stdin.close()
        self.process.wait(60)


def plugin_jar(home):
    """The connectors alone, as an archive that each worker isolates as a plugin."""
    path = f"{home}/plugins/load/load.jar"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with zipfile.ZipFile(path, "w") as jar:
        for compiled in glob.glob(f"{BENCH}/target/classes/dev/sluice/bench/load/Load*.class"):
            jar.write(compiled, "dev/sluice/bench/load/" + os.path.basename(compiled))
        for kind in ("source.SourceConnector", "sink.SinkConnector"):
            jar.writestr(f"META-INF/services/org.apache.kafka.connect.{kind}",
                         LOAD + ("LoadSource" if kind.startswith("source") else "LoadSink") + "\n")
    return f"{home}/plugins"


class Worker(Program):
    def __init__(self, make, broker, home, plugins, args, settings):
        self.make, self.home, self.port = make, home, free_port()
        group = os.path.basename(home)
        config = write(f"{home}/worker.properties", {
            "bootstrap.servers": broker.address, "group.id": group, "listeners": f"http://127.0.0.1:{self.port}",
            **{f"{kind}.storage.topic": f"{group}-{kind}" for kind in ("config", "offset", "status")},
            **{f"{kind}.storage.replication.factor": "1" for kind in ("config", "offset", "status")},
            "offset.storage.partitions": "5", "key.converter": CONVERTERS["string"],
            "value.converter": CONVERTERS["string"], "plugin.path": plugins, "offset.flush.interval.ms": "5000",
            **settings, **OURS.get(make, {})})
        self.ended = threading.Event()
        if make in OURS:
            super().__init__([f"{args.distribution}/bin/connect-distributed.sh", config], home,
                             {"KAFKA_HEAP_OPTS": HEAP, "LOG_DIR": home})
        else:
            logback = [jar for jar in glob.glob(f"{BROKER_LIBS}/*.jar") if os.path.basename(jar).startswith("logback-")]
            super().__init__([JAVA, *HEAP.split(), *JVM_OPTIONS.split(), logging(home), "-cp",
                              ":".join([f"{APACHE_LIBS}/*", *logback]),
                              "org.apache.kafka.connect.cli.ConnectDistributed", config], home)
        until(f"{make} worker", lambda: self.check() or self.call("GET", "/connectors")[0] == 200)
        if make == "observed":
            threading.Thread(target=self.look, daemon=True).start()

    def look(self):
        while not self.ended.wait(1):
            for path in LOOKED_AT:
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(urllib.request.Request(
                        f"http://127.0.0.1:{self.port}{path}", headers={"Accept-Encoding": "gzip"}), timeout=10).read()

    def stop(self):
        self.ended.set()
        super().stop()

    def call(self, method, path, body=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", json.dumps(body).encode() if body else None,
                                         {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=90) as response:
                return response.status, json.loads(response.read() or "null")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")
        except OSError as error:
            return 0, str(error)

    @contextlib.contextmanager
    def connector(self, name, config):
        def created():
            status, answer = self.call("PUT", f"/connectors/{name}/config", config)
            if status not in (0, 201, 409):
                raise RuntimeError(f"{self.make}: {status} {answer}")
            return status == 201

        until(f"connector {name}", created)
        try:
            yield
        finally:
            self.call("DELETE", f"/connectors/{name}")

    def fail_if_tasks_failed(self, name):
        self.check()
        _, status = self.call("GET", f"/connectors/{name}/status")
        for task in status.get("tasks", []) if isinstance(status, dict) else []:
            if task["state"] == "FAILED":
                raise RuntimeError(f"{self.make}: {task['trace'][:2000]}")


class Run:
    def __init__(self, args, broker, bare, home):
        self.args, self.broker, self.bare, self.home = args, broker, bare, home
        self.plugins, self.count, self.filled = plugin_jar(home), 0, {}

    def topic(self, partitions=4):
        self.count += 1
        name = f"load-{self.count}"
        self.bare.ask("create", name, partitions)
        return name

    def source(self, worker, converter, shape, tasks=1, records=None, partitions=4, **more):
        records, topic = records or self.args.records, self.topic(partitions)
        before = worker.cpu_seconds()
        with worker.connector(topic, {
                "connector.class": LOAD + "LoadSource", "tasks.max": str(tasks), "topic": topic, "shape": shape,
                "records": str(records // tasks), "value.converter": CONVERTERS[converter], **self.args.connector, **more}):
            def written():
                worker.fail_if_tasks_failed(topic)
                return int(self.bare.ask("end", topic)) >= records

            until("all records", written)
            committed = until("committed records", lambda: [
                answer for answer in [self.bare.ask("span", topic).split()] if int(answer[0]) >= records])
            used = worker.cpu_seconds() - before
        count, span_ms = map(int, committed[0])
        if count != records:
            raise RuntimeError(f"{worker.make} has written {count} records instead of {records}")
        return topic, {"records/s": records / max(1, span_ms) * 1000, "CPU-s/M": used / records * 1e6}

    def latency(self, worker):
        topic, _ = self.source(worker, "string", "time", records=self.args.latency_records, partitions=1,
                               **{"records.per.poll": "1", "pause.ms": "10"})
        median, late = map(float, self.bare.ask("delay", topic).split())
        return {"median ms": median, "99 % ms": late}

    def sink(self, worker, converter):
        if converter not in self.filled:
            if converter == "json":
                self.filled[converter] = self.source(worker, "json", "struct")[0]
            else:
                self.filled[converter] = self.topic()
                self.produce(self.filled[converter], OUR_PRODUCER)
            there = int(self.bare.ask("end", self.filled[converter]))
            if there < self.args.records:
                raise RuntimeError(f"The topic holds {there} records instead of {self.args.records}")
        name, topic = self.topic(1), self.filled[converter]
        report, before = f"{self.home}/{name}.report", worker.cpu_seconds()
        with worker.connector(name, {
                "connector.class": LOAD + "LoadSink", "tasks.max": "1", "topics": topic, "report": report,
                "records": str(self.args.records), "value.converter": CONVERTERS[converter], **self.args.connector}):
            until("the sink", lambda: worker.fail_if_tasks_failed(name) or os.path.exists(report))
            used = worker.cpu_seconds() - before
        with open(report, encoding="utf-8") as file:
            return {"records/s": self.args.records / int(file.read()) * 1e9, "CPU-s/M": used / self.args.records * 1e6}

    def produce(self, topic, settings, size=100, how="produce"):
        return float(self.bare.ask(how, topic, self.args.records, size, *(f"{k}={v}" for k, v in settings.items())))

    def limits(self):
        filled, transacted = self.topic(), self.topic()
        self.bare.ask("create", f"{transacted}-offsets", 1)
        return {"bare producer, Apache's settings": {"records/s": self.produce(self.topic(), APACHE_PRODUCER)},
                "bare producer, our settings": {"records/s": self.produce(filled, OUR_PRODUCER)},
                "the same, as long as JSON": {"records/s": self.produce(self.topic(), OUR_PRODUCER, JSON_BYTES)},
                "the same, in transactions": {"records/s": self.produce(transacted, OUR_PRODUCER, how="transact")},
                "bare consumer": {"records/s": float(self.bare.ask("consume", filled, self.args.records))}}

    def scenarios(self):
        return {
            "source-string": lambda worker: self.source(worker, "string", "string")[1],
            "source-bytes": lambda worker: self.source(worker, "bytes", "bytes")[1],
            "source-json": lambda worker: self.source(worker, "json", "struct")[1],
            "source-string-4": lambda worker: self.source(worker, "string", "string", tasks=4)[1],
            "exactly-once": lambda worker: self.source(worker, "string", "string")[1],
            "sink-string": lambda worker: self.sink(worker, "string"),
            "sink-json": lambda worker: self.sink(worker, "json"),
            "latency": self.latency,
        }


def measure(run, args, note):
    """Each scenario gets a pair of fresh workers: what one leaves behind must not favour the next."""
    chosen = [name for name in run.scenarios() if not args.only or name in args.only]
    for number in range(args.rounds):
        if not args.only or "limit" in args.only:
            for name, figures in run.limits().items():
                note(name, "bare", figures)
        for name in chosen:
            settings = dict(args.worker)
            if name == "exactly-once":
                settings["exactly.once.source.support"] = "enabled"
            for make in random.sample(args.makes, len(args.makes)):
                worker = Worker(make, run.broker, f"{run.home}/{name}-{make}-{number}", run.plugins, args, settings)
                try:
                    if args.warm_up and not name.startswith("sink"):
                        run.source(worker, "string", "string", records=args.warm_up)
                    note(name, make, {**run.scenarios()[name](worker), "MB": worker.resident_mb()})
                finally:
                    worker.stop()


def table(results, makes):
    """The ratio is that of the last to the first of the makes."""
    names = {"apache": "Apache"}
    ratio = f"{names.get(makes[-1], makes[-1])}/{names.get(makes[0], makes[0])}"
    print(f"\n{'scenario':34}{'figure':12}" + "".join(f"{names.get(make, make):>12}" for make in makes) + f"{ratio:>22}")
    for (scenario, figure), by in results.items():
        median = {make: statistics.median(values) for make, values in by.items()}
        cells = "".join(f"{median[make]:12,.1f}" if make in median else f"{'':12}" for make in makes)
        if "bare" in median:
            cells = f"{median['bare']:12,.1f}"
        elif len(median) > 1:
            cells += f"{statistics.median(b / a for a, b in zip(by[makes[0]], by[makes[-1]])):22.2f}"
        print(f"{scenario:34}{figure:12}{cells}")


def settings(text):
    key, separator, value = text.partition("=")
    if not separator:
        raise argparse.ArgumentTypeError(f"'{text}' is no KEY=VALUE")
    return key, value


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", type=lambda text: text.split(","), default=[], help="scenarios, and 'limit' for bare clients")
    parser.add_argument("--makes", type=lambda text: text.split(","), default=["apache", "ours"],
                        help="who takes part: apache, ours, observed (ours, looked at once a second), unobserved (ours, all of"
                             " that switched off); the ratio is the last one's to the first one's")
    parser.add_argument("--distribution", default="".join(glob.glob(f"{ROOT}/distribution/target/sluice-*/")[:1]),
                        help="the unpacked distribution of ours")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--latency-records", type=int, default=1_000)
    parser.add_argument("--warm-up", type=int, default=0, help="records that a worker's sources write unmeasured at first")
    parser.add_argument("--worker", type=settings, action="append", default=[], help="KEY=VALUE for both workers")
    parser.add_argument("--connector", type=settings, action="append", default=[], help="KEY=VALUE for all connectors")
    args = parser.parse_args()
    args.worker, args.connector = dict(args.worker), dict(args.connector)
    for needed in (BROKER_LIBS, APACHE_LIBS, f"{BENCH}/target/classes", args.distribution):
        if not os.path.isdir(needed):
            sys.exit(f"{needed or 'The distribution'} is missing; build first: ./mvnw -B -DskipTests package")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # what was started ends too
    results = {}

    def note(scenario, make, figures):
        print(f"{scenario:34}{make:8}" + "  ".join(f"{name} {value:,.1f}" for name, value in figures.items()), flush=True)
        for name, value in figures.items():
            results.setdefault((scenario, name), {}).setdefault(make, []).append(value)

    home = tempfile.mkdtemp(prefix="side-by-side-")
    try:
        broker = Broker(f"{home}/broker")
        try:
            bare = BareClients(broker, f"{home}/bare")
            try:
                measure(Run(args, broker, bare, home), args, note)
            finally:
                bare.stop()
        finally:
            broker.stop()
    except Exception:
        print(f"What the broker and the workers have logged is in {home}", file=sys.stderr)
        raise
    shutil.rmtree(home)
    table(results, args.makes)


if __name__ == "__main__":
    main()
