-- wrk script: posts the order with credentials from the environment, and ends with one line for programs:
-- result <requests per second> <p99 in milliseconds> <replies that failed> <p50 in milliseconds>
local file = assert(io.open(os.getenv("BENCH_BODY"), "rb"))
wrk.method = "POST"
wrk.body = file:read("*a")
wrk.headers["Content-Type"] = os.getenv("BENCH_TYPE")
wrk.headers["Authorization"] = os.getenv("BENCH_AUTHORIZATION")
file:close()

function done(summary, latency, requests)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("result %.1f %.3f %d %.3f\n", summary.requests / summary.duration * 1e6,
                         latency:percentile(99) / 1000, failed, latency:percentile(50) / 1000))
end
