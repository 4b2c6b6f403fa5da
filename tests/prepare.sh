#!/bin/sh
# What the browser journeys need that PyPI does not have: a Chromium. Journeys are skipped, with the reason, without.
# The headless shell is the same engine without a desktop's windows: a fifth less to compute.
has() { command -v "$1" >/dev/null 2>&1; }
install() { DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "$@" >/dev/null 2>&1; }

has chromium-headless-shell && exit 0
if [ "$(id -u)" = 0 ] && has apt-get; then
	echo "Installing Chromium for the browser journeys …"
	apt-get update -qq >/dev/null 2>&1
	install chromium-headless-shell || has chromium || has google-chrome || install chromium ||
		echo "Chromium did not install, so the browser journeys will be skipped."
elif ! has chromium && ! has google-chrome; then
	echo "There is no Chromium, so the browser journeys will be skipped. To run them: sudo apt-get install chromium"
fi
exit 0
