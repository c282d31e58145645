#!/bin/sh
# PostgreSQL’s image runs this once, when it makes its data: two roles, neither of them a superuser.
set -eu
psql --username "$POSTGRES_USER" --dbname postgres --set ON_ERROR_STOP=1 \
  --set owner_password="$FOYER_OWNER_PASSWORD" --set app_password="$FOYER_APP_PASSWORD" <<'SQL'
CREATE ROLE foyer_owner LOGIN PASSWORD :'owner_password' NOSUPERUSER;
CREATE ROLE foyer_app LOGIN PASSWORD :'app_password' NOSUPERUSER NOBYPASSRLS;
CREATE DATABASE foyer OWNER foyer_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
SQL
