#!/bin/sh
# Publishes a release on a server that has nothing but SSH, rsync and the usual tools; content/about/publishing.md explains it.
#
#   clearinghouse publish site release && sh .github/publish-to-server.sh release/current web@www.example.org /srv/clearinghouse
#
# The release goes beside the one that is served, with links to what is the same; the server compares every file with
# SHA256SUMS; then `current` changes in one step. Whatever fails before that, readers see the old site. KEEP says how many
# releases stay (5), FORCE=1 publishes what is older than what is served, SSH is what connects.
#
# One at a time: whatever writes on the server holds the lock .publish.lock, which is also that of `clearinghouse publish`. It
# is the system's, and ends with the process that holds it; rsync ends when it hears nothing for ten minutes.
set -eu

fail() { echo "publish-to-server: $1" >&2; exit 1; }

[ $# -eq 3 ] || fail "Say what to publish, where, and in which folder there:
  sh $0 release/current web@www.example.org /srv/clearinghouse
KEEP=10 before it keeps ten releases, FORCE=1 publishes what is older than what is served."

release=$1 server=$2 folder=${3%/}
keep=${KEEP:-5} connect=${SSH:-ssh}

case $server in ''|-*) fail "This is no server: $server" ;; esac
case $folder in /*) ;; *) fail "The folder on the server must begin with a stroke, and not be all of it: $3" ;; esac
case $folder in *[!A-Za-z0-9._/-]*) fail "The folder on the server may hold letters, digits, dots, strokes and hyphens only: $folder" ;; esac
case $keep in ''|*[!0-9]*|0|1) fail "KEEP must be a number from 2 on: $keep" ;; esac
for file in manifest.json SHA256SUMS index.html; do
  [ -f "$release/$file" ] || fail "$release is not a release: it has no $file. Make one with: clearinghouse publish site release"
done

on_server() { $connect "$server" "$1"; }
sum() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-64; }
commit_in() { sed -n 's/^ "commit": "\([0-9a-f]\{40,64\}\)",$/\1/p' | head -n 1; }
time_in() { sed -n 's/^ "committed": "\([0-9]\{4\}-[0-9TZ:-]*\)",$/\1/p' | head -n 1; }

# --- what runs on the server, each with `folder` set before it ------------------------------------

# Whether something can be published there, and what is served: a line of three words, then the start of its manifest.
look() { cat <<'END'
umask 022
stop() { echo "$1" >&2; exit 75; }
for tool in rsync flock sha256sum; do
  command -v $tool >/dev/null || stop "The server has no $tool. Its keeper has to install that."
done
served=
if [ -L $folder/current ]; then
  case $(readlink $folder/current) in
    releases/*|$folder/releases/*) served=$(basename "$(readlink $folder/current)") ;;
    *) stop "$folder/current leads to $(readlink $folder/current), which is no release. Move it away, or choose another folder." ;;
  esac
elif [ -e $folder/current ]; then
  stop "$folder/current is there and is no link, so it cannot be switched in one step. If somebody else made it, move it away or choose another folder; if it was published with --switch folder, publish on the server itself with clearinghouse publish."
fi
mkdir -p $folder/releases 2>/dev/null && [ -w $folder ] && [ -w $folder/releases ] ||
  stop "$(id -un) may not write $folder/releases on the server. Its keeper has to make $folder and let it belong to $(id -un)."
cd $folder
of() { if [ -f current/$1 ]; then sha256sum < current/$1 | cut -c 1-64; else echo none; fi; }
echo "served ${served:-none} $(of manifest.json) $(of manifest.json.sig)"
[ ! -f current/manifest.json ] || head -n 40 current/manifest.json
END
}

# Say what differs between the folder where this runs and its SHA256SUMS, and fail where something does.
whole() { cat <<'END'
whole() {
  sha256sum --strict --quiet -c SHA256SUMS || return 1
  listed() { sed 's/^.\{66\}//' SHA256SUMS; printf '%s\n' SHA256SUMS manifest.json.sig .release; }
  extra=$({ listed; listed; find . ! -type d | sed 's,^\./,,'; } | LC_ALL=C sort | LC_ALL=C uniq -u | head -n 5)
  [ -z "$extra" ] || { printf 'This is in no list of the release: %s\n' "$extra" >&2; return 1; }
}
END
}

# Take what was sent for a release, serve it, and tidy up; `keep` and `identity` are set as well.
finish() { cat <<'END'
set -eu; umask 022; cd $folder
stop() { echo "$1" >&2; exit 75; }
[ -e .publish.lock ] || : > .publish.lock
exec 9<.publish.lock
flock -w 10 9 || stop "Somebody else is publishing in $folder just now. Try again when that is done."
new=releases/.new.part
[ -f $new/manifest.json ] && [ "$(sha256sum < $new/manifest.json | cut -c 1-64)" = $identity ] ||
  stop "Somebody else published in $folder since this was sent. Look what is served now, and try again if it shall be this."
(cd $new && whole) || stop "What lies on the server is not what the release says. What was served before still is."
rm -rf releases/.*.gone || :  # what stays is in nobody's way
names() { ls releases | grep -E '^[0-9]{4,9}-[0-9a-f]{12}$' | sort -n; }
served=$(readlink current || true); served=${served##*/}
[ -d "releases/$served" ] || served=
# What was served before: as .served says it, up to that which is served; by their numbers where that is not there.
before=
for each in $({ if [ -s .served ]; then cat .served; else names; fi; } | grep -E '^[0-9]{4,9}-[0-9a-f]{12}$' | sed "/^$served\$/,\$d"); do
  [ ! -d releases/$each ] || before="$before $each"
done
last=$(names | tail -n 1 | sed 's/-.*//; s/^0*//')
name=$(printf '%04d' $((${last:-0} + 1)))-$(printf %.12s $identity)
echo $name > $new/.release
sync
mv $new releases/$name
printf '%s\n' $before $served > .served.part
mv .served.part .served
rm -f .current.part
ln -s releases/$name .current.part
mv -T .current.part current
set +e  # it is published: what fails from here on is only told
# Those stay first that one can go back to; then the newest; those that lost their manifest last.
sound= broken=
for each in $(printf '%s\n' $before $served $name | sed '1!G;h;$!d') $(names | sort -rn); do
  case " $sound $broken " in *" $each "*) continue ;; esac
  if [ $each = $name ] || [ $each = "$served" ] || [ -f releases/$each/manifest.json ]; then sound="$sound $each"; else broken="$broken $each"; fi
done
printf '%s\n' $sound $broken | tail -n +$((keep + 1)) | while read -r old; do
  mv releases/$old releases/.$old.gone && rm -rf releases/.$old.gone ||  # a release that is there is whole
    echo "Note: the old release $old could not be removed." >&2
done
echo "Published $name"
END
}

# --- the publication ------------------------------------------------------------------------------

seen=$(on_server "folder=$folder; $(look)") || case $? in
  75) fail "Nothing was published." ;;
  *) fail "$server does not answer as it should. Nothing was published." ;;
esac
set -- $(printf '%s\n' "$seen" | sed -n 's/^served //p' | head -n 1)
[ $# -eq 3 ] || fail "$server says something else than it was asked. Nothing was published."
served=$1 served_identity=$2 served_signature=$3

identity=$(sum < "$release/manifest.json")
signature=$(if [ -f "$release/manifest.json.sig" ]; then sum < "$release/manifest.json.sig"; else echo none; fi)
if [ "$identity $signature" = "$served_identity $served_signature" ]; then
  if on_server "cd $folder/current && $(whole)
whole" >/dev/null 2>&1; then
    echo "Nothing to do: what is served is this release, $served"
    exit
  fi
  echo "What is served is this release, but was damaged or changed since it was published. It is published anew."
fi

# Which of two commits is older, their history says where it is known here; otherwise the times at which they were made.
is_older() {
  [ -n "$new" ] && [ -n "$old" ] && [ "$new" != "$old" ] || return 1
  ! git merge-base --is-ancestor "$new" "$old" 2>/dev/null || return 0
  ! git merge-base --is-ancestor "$old" "$new" 2>/dev/null || return 1
  [ -n "$new_time" ] && [ -n "$old_time" ] && [ "$new_time" != "$old_time" ] &&
    [ "$(printf '%s\n' "$new_time" "$old_time" | LC_ALL=C sort | head -n 1)" = "$new_time" ]
}
new=$(commit_in < "$release/manifest.json") new_time=$(time_in < "$release/manifest.json")
old=$(printf '%s\n' "$seen" | commit_in) old_time=$(printf '%s\n' "$seen" | time_in)
if [ "${FORCE:-}" != 1 ] && is_older; then
  fail "The site is of commit $new, older than $old, which is served. FORCE=1 publishes it all the same."
fi

# What an upload that was cut off has left is made use of: rsync sends only what is not there.
set -- --recursive --perms --chmod=D755,F644 --checksum --delete --exclude=/.release --timeout=600
[ "$served" = none ] || set -- "$@" --link-dest="$folder/current/"
busy="Somebody else is publishing in $folder just now. Try again when that is done."
lock="flock -n $folder/.publish.lock"
rsync "$@" --rsh="$connect" --rsync-path="$lock true || { echo '$busy' >&2; exit 75; }; exec $lock rsync" \
  "$release/" "$server:$folder/releases/.new.part/" || fail "The release could not be sent. What was served before still is."

on_server "folder=$folder keep=$keep identity=$identity; $(whole)
$(finish)" || case $? in
  255) fail "The connection broke before $server said that it was done. Look what is served now, and publish again if it is not this." ;;
  *) fail "Nothing was published." ;;
esac
