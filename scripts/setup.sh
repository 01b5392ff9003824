# Sourced by run and test: the folder of the sources, the packages that a build needs, and the build itself.
# Debian 12 names. Nothing is installed when everything is there.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
exec </dev/null # nothing here asks anything
export DEBIAN_FRONTEND=noninteractive

build_packages=(
    build-essential cmake ninja-build
    qt6-base-dev qt6-charts-dev   # Charts is GPL-3, which decides the licence
    libqt6opengl6-dev libgl-dev   # asked for by the CMake files of Qt Widgets and Charts
    qt6-svg-dev                   # icons
    qt6-tools-dev qt6-l10n-tools  # singular and plural
    libqt6sql6-sqlite libqt6sql6-psql
    libsqlite3-dev libpq-dev      # bulk loading goes past QtSql
    tzdata fonts-dejavu-core
)
test_packages=(postgresql sqlite3)

# install_missing PACKAGE...: apt-get is asked only for what is not there.
install_missing() {
    local missing=() package
    if ! command -v dpkg-query >/dev/null; then
        echo "Not a Debian system: make sure that these are there: $*" >&2
        return 0
    fi
    for package in "$@"; do
        if ! dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed'; then
            missing+=("$package")
        fi
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
    echo "Installing: ${missing[*]}" >&2
    "${as_root[@]}" apt-get update -q >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >&2
}

# build [TARGET...]: the release build in build/.
build() {
    local targets=() log="$root/build/configure.log"
    [ $# -eq 0 ] || targets=(--target "$@")
    mkdir -p "$root/build"
    (cd "$root" && cmake --preset release >"$log" 2>&1) || { cat "$log" >&2; return 1; }
    cmake --build "$root/build" -j "$(nproc)" "${targets[@]}" >&2
}
