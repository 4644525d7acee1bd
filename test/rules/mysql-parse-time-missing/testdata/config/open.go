// The driver's configuration value.
package open

import (
	"database/sql"
	"time"

	"github.com/go-sql-driver/mysql"
	gormmysql "gorm.io/driver/mysql"
	"gorm.io/gorm"
)

func literal(password string) (*sql.DB, error) {
	cfg := mysql.Config{ // want mysql-parse-time-missing warning high
		User:   "app",
		Passwd: password, // from the vault
		Net:    "tcp",
		Addr:   "db:3306",

		DBName: "shop",
	}
	return sql.Open("mysql", cfg.FormatDSN())
}

func longKeys() (*sql.DB, error) {
	cfg := &mysql.Config{ // want mysql-parse-time-missing warning high
		User: "app",
		// keeps old servers working
		Net:                  "tcp",
		AllowNativePasswords: true,
	}
	connector, err := mysql.NewConnector(cfg)
	if err != nil {
		return nil, err
	}
	return sql.OpenDB(connector), nil
}

func oneLine() string {
	return (&mysql.Config{User: "app", Net: "tcp", Addr: "db:3306"}).FormatDSN() // want mysql-parse-time-missing warning high
}

func withDefaults() (*sql.DB, error) {
	cfg := mysql.NewConfig() // want mysql-parse-time-missing warning high
	cfg.User = "app"
	cfg.DBName = "shop"
	return sql.Open("mysql", cfg.FormatDSN())
}

func forGorm() (*gorm.DB, error) {
	return gorm.Open(gormmysql.New(gormmysql.Config{
		DSNConfig: &mysql.Config{ // want mysql-parse-time-missing warning high
			Net: "tcp",
		},
	}), &gorm.Config{})
}

func set() (*sql.DB, error) {
	cfg := mysql.Config{User: "app", Net: "tcp", ParseTime: true}
	return sql.Open("mysql", cfg.FormatDSN())
}

func setLater() (*sql.DB, error) {
	cfg := mysql.NewConfig()
	cfg.User = "app"
	withTimes(cfg)
	return sql.Open("mysql", cfg.FormatDSN())
}

func withTimes(cfg *mysql.Config) { cfg.ParseTime = true }

func asParameter() (*sql.DB, error) {
	cfg := mysql.Config{User: "app", Params: map[string]string{"parseTime": "true"}}
	return sql.Open("mysql", cfg.FormatDSN())
}

func fromCaller(parseTime bool) (*sql.DB, error) {
	cfg := mysql.Config{User: "app", ParseTime: parseTime}
	return sql.Open("mysql", cfg.FormatDSN())
}

func neverConnects() bool {
	cfg := mysql.Config{User: "app"}
	return cfg.User == "app"
}

type settings struct{ mysql mysql.Config }

func inField() string {
	s := settings{mysql: mysql.Config{User: "app"}}
	s.mysql.ParseTime = true
	return s.mysql.FormatDSN()
}

func count(db *sql.DB) (at time.Time, err error) {
	err = db.QueryRow("SELECT MAX(created_at) FROM orders").Scan(&at)
	return at, err
}

// Who gives parameters sets what the program needs.
func given(parameters string) (*sql.DB, error) {
	var cfg *mysql.Config
	var err error
	if parameters != "" {
		if cfg, err = mysql.ParseDSN("/shop?" + parameters); err != nil {
			return nil, err
		}
	} else {
		cfg = mysql.NewConfig()
	}
	cfg.DBName = "shop"
	return sql.Open("mysql", cfg.FormatDSN())
}

func chosen(isLocal bool) (*sql.DB, error) {
	cfg := mysql.NewConfig() // want mysql-parse-time-missing warning high
	if isLocal {
		cfg.Addr = "localhost:3306"
	}
	return sql.Open("mysql", cfg.FormatDSN())
}
