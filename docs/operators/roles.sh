#!/bin/sh
# The three roles that Cairn expects, and its database. None is a superuser; row-level security binds them all.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -d postgres \
  -v owner_password="$CAIRN_OWNER_PASSWORD" -v app_password="$CAIRN_APP_PASSWORD" <<'SQL'
CREATE ROLE cairn_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE cairn_app LOGIN PASSWORD :'app_password';
CREATE ROLE cairn_ingest NOLOGIN;
CREATE DATABASE cairn OWNER cairn_owner;
SQL
