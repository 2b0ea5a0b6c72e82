# A throw-away PostgreSQL for the tests: loopback only, no durability, TLS with a certificate made on the spot.
# Sourced by `test`, after common.sh.
# shellcheck shell=bash

postgres_home=
postgres_programs=

# Prints the folder of PostgreSQL's programs: the newest Debian has, else those of the PATH.
postgres_find() {
    local found
    found=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
    [ -n "$found" ] || found=$(command -v initdb) || return 1
    dirname "$(readlink -f "$found")"
}

# PostgreSQL refuses to run as root.
postgres_as_user() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    else
        (cd / && runuser -u "$postgres_user" -- "$@")
    fi
}

# postgres_start FOLDER: starts the server in a new folder and exports its two addresses.
postgres_start() {
    local home=$1 password port attempt
    postgres_find >/dev/null || install_debian PostgreSQL postgresql openssl
    postgres_programs=$(postgres_find) || stop "PostgreSQL is missing: initdb is neither in /usr/lib/postgresql nor on the PATH"
    has openssl || install_debian openssl openssl
    if getent passwd postgres >/dev/null; then postgres_user=postgres; else postgres_user=nobody; fi

    mkdir -m 755 "$home"
    password=$(openssl rand -hex 16)
    postgres_certificates "$home"
    (umask 077 && printf '%s\n' "$password" >"$home/password")
    [ "$(id -u)" != 0 ] || chown -R "$postgres_user" "$home"
    postgres_as_user "$postgres_programs/initdb" --pgdata="$home/data" --username=postgres --pwfile="$home/password" \
        --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$home/initdb.log" 2>&1 || {
        cat "$home/initdb.log" >&2
        stop "the test database could not be created"
    }
    # With TLS the tests sign in as in production; without, they skip the password's cost, paid at every connection.
    cat >"$home/data/pg_hba.conf" <<-'END'
		hostssl   all all 127.0.0.1/32 scram-sha-256
		hostssl   all all ::1/128      scram-sha-256
		hostnossl all all 127.0.0.1/32 trust
		hostnossl all all ::1/128      trust
	END
    cat >>"$home/data/postgresql.conf" <<-END
		listen_addresses = 'localhost'
		unix_socket_directories = ''
		max_connections = 200
		fsync = off
		synchronous_commit = off
		full_page_writes = off
		autovacuum = off
		ssl = on
		ssl_cert_file = '$home/server.pem'
		ssl_key_file = '$home/server.key'
	END

    postgres_home=$home
    for attempt in 1 2 3 4 5 6 7 8 9 10; do
        port=$((20000 + RANDOM % 12000))
        # Someone who answers there already is not ours.
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then continue; fi
        if postgres_as_user "$postgres_programs/pg_ctl" start --silent --wait --timeout=60 --pgdata="$home/data" \
            --options="-p $port" --log="$home/server.log" </dev/null >/dev/null 2>&1; then
            export POLE_TEST_POSTGRES="postgres://postgres@127.0.0.1:$port/postgres?sslmode=disable"
            export POLE_TEST_POSTGRES_TLS="postgres://postgres:$password@localhost:$port/postgres?sslmode=verify-full&sslrootcert=$home/ca.pem"
            say "   $("$postgres_programs/postgres" --version), port $port"
            return
        fi
    done
    tail -n 20 "$home/server.log" >&2
    stop "the test database could not be started ($attempt attempts, the lines above say why)"
}

# An authority of our own, and a certificate for localhost signed by it.
postgres_certificates() {
    local home=$1
    {
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 \
            -keyout "$home/ca.key" -out "$home/ca.pem" -subj "/CN=Pole test authority" \
            -addext "basicConstraints=critical,CA:TRUE" -addext "keyUsage=critical,keyCertSign"
        openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
            -keyout "$home/server.key" -out "$home/server.csr" -subj "/CN=localhost"
        printf '%s\n' "basicConstraints=critical,CA:FALSE" "keyUsage=critical,digitalSignature" \
            "extendedKeyUsage=serverAuth" "subjectAltName=DNS:localhost,IP:127.0.0.1" >"$home/server.ext"
        openssl x509 -req -in "$home/server.csr" -CA "$home/ca.pem" -CAkey "$home/ca.key" -CAcreateserial -days 2 \
            -extfile "$home/server.ext" -out "$home/server.pem"
    } >"$home/openssl.log" 2>&1 || {
        cat "$home/openssl.log" >&2
        stop "the test certificates could not be made"
    }
    rm "$home/ca.key"
    chmod 600 "$home/server.key"
}

postgres_stop() {
    [ -n "$postgres_home" ] || return 0
    postgres_as_user "$postgres_programs/pg_ctl" stop --silent --mode=immediate --pgdata="$postgres_home/data" \
        >/dev/null 2>&1 || true
    postgres_home=
}
