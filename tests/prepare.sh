#!/bin/sh
# What the browser journeys need besides Python: Chromium from the system, axe-core from npm.
# What cannot be had is said here, and the journeys that need it say so again when they are skipped.
cd "$(dirname "$0")/.." || exit 1

if ! command -v chromium >/dev/null 2>&1 && ! command -v google-chrome >/dev/null 2>&1; then
	if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
		echo "Installing Chromium for the browser journeys …"
		(apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium) >/dev/null 2>&1 ||
			echo "Chromium did not install; the browser journeys will be skipped."
	else
		echo "There is no Chromium, so the browser journeys will be skipped. To run them: sudo apt-get install chromium"
	fi
fi

# axe-core is one script. npm packs it without running anything of it.
AXE=4.14.1
if [ ! -e "var/axe/axe-$AXE.min.js" ]; then
	mkdir -p var/axe
	if command -v npm >/dev/null 2>&1 &&
		(cd var/axe && npm pack --silent "axe-core@$AXE" >/dev/null 2>&1 &&
			tar -xzf "axe-core-$AXE.tgz" package/axe.min.js &&
			mv package/axe.min.js "axe-$AXE.min.js" && rm -rf package "axe-core-$AXE.tgz"); then
		:
	else
		echo "axe-core $AXE could not be had from npm, so accessibility steps will be skipped. To run them: install npm."
	fi
fi
exit 0
