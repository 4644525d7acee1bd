package config

const DSN = "app@tcp(db:3306)/shop"
