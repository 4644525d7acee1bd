// An unknown part may hold parameters: a finding of low confidence, not shown by default.
package open

import (
	"database/sql"
	"fmt"
	"os"

	_ "github.com/go-sql-driver/mysql"
)

func nameAtTheEnd(user, host, name string) (*sql.DB, error) {
	return sql.Open("mysql", fmt.Sprintf("%s@tcp(%s)/%s", user, host, name))
}

func valueOfParameter(charset string) (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/shop?charset="+charset)
}

func unknownParameters(parameters string) (*sql.DB, error) {
	return sql.Open("mysql", "app@tcp(db:3306)/shop?"+parameters)
}

func formattedFlag(flag bool) (*sql.DB, error) {
	return sql.Open("mysql", fmt.Sprintf("app@tcp(db:3306)/shop?parseTime=%t", flag))
}

func unknown() (*sql.DB, error) { return sql.Open("mysql", os.Getenv("DSN")) }
