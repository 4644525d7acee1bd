// parseTime is set, or set later, or the driver is another one.
package open

import (
	"database/sql"
	"fmt"
	"os"
	"strings"

	"github.com/go-sql-driver/mysql"
	_ "github.com/lib/pq"
)

const loc = "&loc=Local"

func literal() (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/shop?charset=utf8mb4&parseTime=True"+loc)
}

func one(name string) (*sql.DB, error) {
	return sql.Open("mysql", fmt.Sprintf("app@tcp(db:3306)/%s?parseTime=1", name))
}

func appended(local bool) (*sql.DB, error) {
	dsn := "app@tcp(db:3306)/shop?charset=utf8mb4"
	if local {
		dsn += "&loc=Local"
	}
	dsn += "&parseTime=true"
	return sql.Open("mysql", dsn)
}

func reassigned() (*sql.DB, error) {
	dsn := os.Getenv("DSN")
	if dsn == "" {
		dsn = "app@tcp(db:3306)/shop"
	}
	return sql.Open("mysql", dsn)
}

func parsed() (*sql.DB, error) {
	cfg, err := mysql.ParseDSN("app@tcp(db:3306)/shop")
	if err != nil {
		return nil, err
	}
	cfg.ParseTime = true
	return sql.Open("mysql", cfg.FormatDSN())
}

func joined() (*sql.DB, error) {
	return sql.Open("mysql", strings.Join([]string{"app@tcp(db:3306)/shop", "parseTime=true"}, "?"))
}

func switchedOff() (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/shop?parseTime=false")
}

func postgres() (*sql.DB, error) {
	return sql.Open("postgres", "postgres://app@db/shop?sslmode=disable")
}

func notADsn() (*sql.DB, error) { return sql.Open("mysql", "mysql://app@db:3306/shop") }

// Creates the database and reads nothing.
func create() error {
	db, err := sql.Open("mysql", "root@tcp(db:3306)/")
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec("CREATE DATABASE shop")
	return err
}
