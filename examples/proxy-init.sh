#!/bin/sh
# Sends what a container's application receives and sends through the proxy on PROXY_PORT, for IPv4 and IPv6.
set -e

PROXY_PORT=${PROXY_PORT:-15001}
PROXY_UID=1337

for ipt in iptables ip6tables; do
  nat="$ipt -w -t nat"
  # A second run begins from nothing.
  $nat -F
  $nat -X

  $nat -N PROXY_REDIRECT
  $nat -A PROXY_REDIRECT -p tcp -j REDIRECT --to-ports "$PROXY_PORT"

  $nat -N PROXY_INBOUND
  $nat -A PREROUTING -p tcp -j PROXY_INBOUND
  for port in 22 15090; do
    $nat -A PROXY_INBOUND -p tcp --dport "$port" -j RETURN
  done
  $nat -A PROXY_INBOUND -p tcp -j PROXY_REDIRECT

  $nat -N PROXY_OUTPUT
  $nat -A OUTPUT -p tcp -j PROXY_OUTPUT
  $nat -A PROXY_OUTPUT -m owner --uid-owner $PROXY_UID -j RETURN
  $nat -A PROXY_OUTPUT -o lo -j RETURN
  $nat -A PROXY_OUTPUT -j PROXY_REDIRECT

  # The proxy's own page is for this host alone.
  $ipt -w -C INPUT -p tcp --dport 15000 ! -i lo -j DROP 2>/dev/null ||
    $ipt -w -A INPUT -p tcp --dport 15000 ! -i lo -j DROP
done
