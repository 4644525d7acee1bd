package clean

import (
	"database/sql"
	"log"
	"net/http"
	"os"
	"sync"

	_ "github.com/go-sql-driver/mysql"
)

type server struct {
	db      *sql.DB
	tenants map[string]string
}

func main() {
	db, err := sql.Open("mysql", os.Getenv("DSN"))
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	s := &server{db: db}
	http.HandleFunc("/", s.list)
	log.Fatal(http.ListenAndServe(":8080", nil))
}

func (s *server) list(w http.ResponseWriter, r *http.Request) {
	rows, err := s.db.QueryContext(r.Context(), "SELECT n FROM t")
	if err != nil {
		return
	}
	defer rows.Close()
}

// Another database for each request.
func check(w http.ResponseWriter, r *http.Request) {
	db, err := sql.Open("mysql", r.FormValue("dsn"))
	if err != nil {
		return
	}
	defer db.Close()
	db.PingContext(r.Context())
}

func (s *server) tenant(w http.ResponseWriter, r *http.Request) {
	dsn := s.tenants[r.Host]
	db, err := sql.Open("mysql", dsn)
	if err != nil {
		return
	}
	defer db.Close()
	db.PingContext(r.Context())
}

var (
	once   sync.Once
	lazy   *sql.DB
	second *sql.DB
)

// Opened by the first request, kept for all.
func first(w http.ResponseWriter, r *http.Request) {
	once.Do(func() {
		db, err := sql.Open("mysql", os.Getenv("DSN"))
		if err == nil {
			lazy = db
		}
	})
	if second == nil {
		db, err := sql.Open("mysql", os.Getenv("DSN"))
		if err != nil {
			return
		}
		db.Ping()
		second = db
	}
}

var pools = map[string]*sql.DB{}

func cached(w http.ResponseWriter, r *http.Request) {
	db, err := sql.Open("mysql", os.Getenv("DSN"))
	if err != nil {
		return
	}
	pools["main"] = db
}

func (s *server) reconnect(w http.ResponseWriter, r *http.Request) {
	db, err := sql.Open("mysql", os.Getenv("DSN"))
	if err != nil {
		return
	}
	s.db = db
}

// A worker that runs once.
func migrate(dsn string) error {
	db, err := sql.Open("mysql", dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec("CREATE TABLE t (n INT)")
	return err
}

// The rest of the program ends with it.
func (s *server) run() {
	defer s.db.Close()
	http.HandleFunc("/list", s.list)
}

// session is made for each request, with the pool that it closes.
type session struct{ db *sql.DB }

func (s *session) release(w http.ResponseWriter) {
	defer s.db.Close()
	s.db.Exec("UPDATE t SET n = 1")
}

// store is opened per session by those of its kind that do not stay open.
type store interface {
	IsPermanent() bool
	Connect(token string)
}

type permanent struct{ db *sql.DB }

func (p *permanent) IsPermanent() bool { return true }

func (p *permanent) Connect(token string) { p.create() }

func (p *permanent) create() {
	db, err := sql.Open("mysql", os.Getenv("DSN"))
	if err != nil {
		return
	}
	db.Exec("CREATE DATABASE app")
}

func visit(s store, w http.ResponseWriter, r *http.Request) {
	if !s.IsPermanent() {
		s.Connect(r.URL.Path)
	}
}
