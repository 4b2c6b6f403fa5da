#!/bin/sh
# What the browser journeys need that PyPI does not have: a Chromium. Journeys are skipped, with the reason, without.
command -v chromium >/dev/null 2>&1 && exit 0
command -v google-chrome >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "Installing Chromium for the browser journeys …"
	(apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium) >/dev/null 2>&1 ||
		echo "Chromium did not install, so the browser journeys will be skipped."
else
	echo "There is no Chromium, so the browser journeys will be skipped. To run them: sudo apt-get install chromium"
fi
exit 0
