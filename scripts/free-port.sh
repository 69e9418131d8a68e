#!/bin/sh
# SPDX-License-Identifier: ISC
# Prints a TCP port of 20000 to 29999 on which nothing listens.
port=$((20000 + $$ % 10000))
while grep -qi ":$(printf %04X "$port") " /proc/net/tcp /proc/net/tcp6 2>/dev/null
do
	port=$((port + 1))
done
echo "$port"
