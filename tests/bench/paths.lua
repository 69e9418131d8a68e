-- SPDX-License-Identifier: ISC
--
-- For wrk: asks for each line of a file in turn, each another path; with a
-- token, changes the price of each instead.
local paths, n, token = {}, 0, nil

function init(args)
	for path in io.lines(args[1]) do
		paths[#paths + 1] = path
	end
	token = args[2]
end

function request()
	n = n + 1
	local path = paths[n % #paths + 1]
	if token == nil then
		return wrk.format("GET", path)
	end
	return wrk.format("PATCH", path, {
		["Authorization"] = "Bearer " .. token,
		["Content-Type"] = "application/json",
	}, string.format('{"basePrice":%d.90}', n % 9000 + 1))
end
