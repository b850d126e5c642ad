#!/usr/bin/env bash
# build_sample.sh <cmake> <build folder> <sample> <target folder> <compiler>: installs the headers for plug-ins, and
# builds the sample with them from a copy outside of the tree, so that it can use nothing else.
set -euo pipefail
cmake=$1 build=$2 sample=$3 target=$4 compiler=$5

rm -rf "$target"
mkdir -p "$target"
"$cmake" --install "$build" --component sdk --prefix "$target/sdk" >"$target/install.log"
cp -r "$sample" "$target/source"
"$cmake" -G Ninja -S "$target/source" -B "$target/build" -DCMAKE_PREFIX_PATH="$target/sdk" -DCMAKE_CXX_COMPILER="$compiler"
"$cmake" --build "$target/build" --parallel 2
test -f "$target/build/libfolder.so"
