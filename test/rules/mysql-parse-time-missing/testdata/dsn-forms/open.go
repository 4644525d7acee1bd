// Every way to write a data source; nothing scans a time, so each is a hint.
package open

import (
	"database/sql"
	"fmt"
	"net"
	"os"

	"github.com/jmoiron/sqlx"
	gormmysql "gorm.io/driver/mysql"
	"gorm.io/gorm"
)

const driver = "mysql"

const dsn = "app@unix(/run/mysqld/mysqld.sock)/shop"

func printed(user, password, host, name string) (*sqlx.DB, error) {
	return sqlx.Connect("mysql", fmt.Sprintf("%s:%s@tcp(%s)/%s?charset=utf8mb4", user, password, host, name)) // want mysql-parse-time-missing hint high
}

func concatenated() *sqlx.DB {
	host := os.Getenv("HOST")
	return sqlx.MustConnect("mysql", "app:"+os.Getenv("PASSWORD")+
		"@tcp("+host+":3306)/shop?timeout=5s"+
		"&loc=UTC") // want mysql-parse-time-missing hint high
}

type options struct{ User, Host, Port string }

func (o options) dsn() string {
	return o.User + "@tcp(" + net.JoinHostPort(o.Host, o.Port) + ")/shop?" // want mysql-parse-time-missing hint high
}

func method(o options) (*sql.DB, error) { return sql.Open("mysql", o.dsn()) }

func gormOpen() (*gorm.DB, error) {
	return gorm.Open(gormmysql.Open(`app@tcp(db:3306)/shop`), &gorm.Config{}) // want mysql-parse-time-missing hint high
}

func gormNew() (*gorm.DB, error) {
	return gorm.Open(gormmysql.New(gormmysql.Config{
		DSN: "app@tcp(db:3306)/shop?charset=utf8mb4", // want mysql-parse-time-missing hint high
	}), &gorm.Config{})
}
