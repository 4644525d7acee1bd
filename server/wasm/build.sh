#!/usr/bin/env bash
# Builds premortem-core.wasm from the npm packages tree-sitter and tree-sitter-go and flatten.c.
#   bash server/wasm/build.sh [OUT_FILE]
# Needs Debian 12's clang-14 lld-14 wasi-libc libclang-rt-14-dev-wasm32; CLANG names another clang (other bytes).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
out=${1:-$here/premortem-core.wasm}
case $out in /*) ;; *) out=$PWD/$out ;; esac
clang=${CLANG:-clang-14}
command -v "$clang" >/dev/null || { echo "build:wasm needs $clang: apt-get install clang-14 lld-14 wasi-libc libclang-rt-14-dev-wasm32" >&2; exit 2; }
runtime=$root/node_modules/tree-sitter/vendor/tree-sitter/lib
grammar=$root/node_modules/tree-sitter-go/src
[ -f "$runtime/src/lib.c" ] && [ -f "$grammar/parser.c" ] || { echo "build:wasm needs node_modules: npm ci" >&2; exit 2; }
# relative names only, so that the bytes do not depend on the folder
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ln -s "$runtime" "$work/runtime"
ln -s "$grammar" "$work/grammar"
ln -s "$here/flatten.c" "$work/flatten.c"
cd "$work"
flags=(--target=wasm32-wasi -flto -mbulk-memory -mmutable-globals -msign-ext -mnontrapping-fptoint)
for source in flatten.c runtime/src/lib.c grammar/parser.c; do
  "$clang" "${flags[@]}" -O3 -DNDEBUG -std=c11 -D_DEFAULT_SOURCE -Iruntime/include -Iruntime/src -Igrammar \
    -c -o "$(echo "$source" | tr / -).o" "$source"
done
# no -O when linking: clang would run a wasm-opt that happens to be on PATH
"$clang" "${flags[@]}" -nostartfiles -Wl,--lto-O3 -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=1048576 \
  -o "$out" flatten.c.o runtime-src-lib.c.o grammar-parser.c.o
echo "$(sha256sum "$out" | cut -d' ' -f1)  $(wc -c < "$out") bytes  $out"
