#!/bin/sh
# Publishes a release on a server that has nothing but SSH, rsync and the usual tools; content/about/publishing.md explains it.
#
#   clearinghouse publish site release && sh .github/publish-to-server.sh release/current web@www.example.org /srv/clearinghouse
#
# The release goes beside the one that is served, with links to what is the same; the server compares every file with
# SHA256SUMS; then `current` changes in one step. Whatever fails before that, readers see the old site. KEEP says how many
# releases stay (5), FORCE=1 publishes what is older than what is served, SSH is what connects.
set -eu

release=$1 server=$2 folder=$3
keep=${KEEP:-5} connect=${SSH:-ssh}

fail() { echo "publish-to-server: $1" >&2; exit 1; }

case $folder in /*) ;; *) fail "The folder on the server must begin with a stroke: $folder" ;; esac
case $folder in *[!A-Za-z0-9._/-]*) fail "The folder on the server may hold letters, digits, dots, strokes and hyphens only: $folder" ;; esac
case $keep in ''|*[!0-9]*|0|1) fail "KEEP must be a number from 2 on: $keep" ;; esac
for file in manifest.json SHA256SUMS index.html; do
  [ -f "$release/$file" ] || fail "$release is not a release: it has no $file. Make one with: clearinghouse publish site release"
done

commit_in() { sed -n 's/^ "commit": "\([0-9a-f]\{40,64\}\)",$/\1/p' | head -n 1; }
on_server() { $connect "$server" "$1"; }

new=$(commit_in < "$release/manifest.json")
served=$(on_server "cd $folder 2>/dev/null && head -n 40 current/manifest.json 2>/dev/null || true" | commit_in)
if [ "${FORCE:-}" != 1 ] && [ -n "$new" ] && [ -n "$served" ] && [ "$new" != "$served" ] &&
  git merge-base --is-ancestor "$new" "$served" 2>/dev/null; then
  fail "The site is of commit $new, older than $served, which is served. FORCE=1 publishes it all the same."
fi

# What an upload that was cut off has left is made use of: rsync sends only what is not there.
on_server "mkdir -p $folder/releases"
rsync --recursive --perms --chmod=D755,F644 --checksum --delete --exclude=/.release --link-dest="$folder/current/" --rsh="$connect" \
  "$release/" "$server:$folder/releases/.new.part/"

# One at a time: the lock is the system's, and ends with the process that holds it.
on_server "set -eu; cd $folder; exec 9>.publish.lock; flock -n 9 || { echo 'Somebody else is publishing.' >&2; exit 1; }
rm -rf releases/.*.gone
(cd releases/.new.part && sha256sum --strict --quiet -c SHA256SUMS)
last=\$(ls releases | grep -E '^[0-9]{4,9}-[0-9a-f]{12}\$' | sort -n | tail -n 1 | sed 's/-.*//; s/^0*//')
name=\$(printf '%04d' \$((\${last:-0} + 1)))-\$(sha256sum releases/.new.part/manifest.json | cut -c 1-12)
echo \$name > releases/.new.part/.release
sync
mv releases/.new.part releases/\$name
rm -f .current.part
ln -s releases/\$name .current.part
mv -T .current.part current
ls releases | grep -E '^[0-9]{4,9}-[0-9a-f]{12}\$' | sort -n | head -n -$keep | grep -v -x -F \$name | while read -r old; do
  mv releases/\$old releases/.\$old.gone && rm -rf releases/.\$old.gone  # a release that is there is whole
done
echo Published \$name"
