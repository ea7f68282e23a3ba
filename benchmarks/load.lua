-- For wrk: asks for each of the addresses in the file that LOAD_PATHS names, in turn, as a browser does; tells the outcome as one line.
local paths = {}
for line in io.lines(os.getenv("LOAD_PATHS")) do paths[#paths + 1] = line end
local at = 0
wrk.headers["Accept-Encoding"] = "gzip, deflate, br"

request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end

done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("OUTCOME %d %d %d %.2f %.2f %.2f\n", summary.requests, summary.duration,
    e.connect + e.read + e.write + e.status + e.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000))
end
