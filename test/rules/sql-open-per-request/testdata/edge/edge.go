package edge

import (
	"database/sql"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"
	_ "github.com/go-sql-driver/mysql"
	"github.com/jmoiron/sqlx"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
)

type config struct{ User, Host string }

func (c config) dsn() string { return fmt.Sprintf("%s@tcp(%s)/app", c.User, c.Host) }

type server struct{ config config }

// The helper that opens is called by the handler, which closes what it gets.
func connect(dsn string) (*sql.DB, error) {
	return sql.Open("mysql", dsn) // want sql-open-per-request warning high
}

func (s *server) list(w http.ResponseWriter, r *http.Request) {
	db, err := connect(s.config.dsn())
	if err != nil {
		return
	}
	defer db.Close()
	db.ExecContext(r.Context(), "UPDATE t SET n = 1")
}

func routes(router *gin.Engine, dsn config) {
	router.GET("/", func(c *gin.Context) {
		db, err := sqlx.Connect("mysql", "app@tcp(db:3306)/app") // want sql-open-per-request warning high
		if err != nil {
			return
		}
		defer db.Close()
		db.MustExec("UPDATE t SET n = 1")
	})
}

func throughGorm(c *gin.Context) {
	dsn := "app@tcp(db:3306)/app"
	db, err := gorm.Open(mysql.Open(dsn), &gorm.Config{}) // want sql-open-per-request warning high
	if err != nil {
		return
	}
	db.Exec("UPDATE t SET n = 1")
}

// store is opened per session by those of its kind that do not stay open.
type store interface {
	IsPermanent() bool
	Connect(token string)
}

type perSession struct{ db *sql.DB }

func (p *perSession) IsPermanent() bool { return false }

func (p *perSession) Connect(token string) {
	db, err := sql.Open("mysql", "app@tcp(db:3306)/app") // want sql-open-per-request info medium
	if err != nil {
		return
	}
	db.Exec("UPDATE t SET n = 1")
}

func visit(s store, w http.ResponseWriter, r *http.Request) {
	if s.IsPermanent() {
		return
	}
	s.Connect(r.URL.Path)
}
