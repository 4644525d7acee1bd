// A pool lasts as long as the function that opens it, or as the process.
package main

import (
	"database/sql"
	"fmt"
	"log"
	"net/http"
	"os"
	"sync"
	"time"

	_ "github.com/go-sql-driver/mysql"
)

type export struct {
	source *sql.DB
	tables []string
}

func connect(dsn string) (*sql.DB, error) {
	return sql.Open("mysql", dsn) // want sql-pool-unconfigured hint low
}

// One table after the other, and then it is closed.
func copyTables(dsn string) error {
	source, err := connect(dsn)
	if err != nil {
		return err
	}
	defer source.Close()
	job := &export{source: source, tables: []string{"users", "orders"}}
	for _, table := range job.tables {
		if err := job.copyTable(table); err != nil {
			return err
		}
	}
	return nil
}

func (e *export) copyTable(table string) error {
	var n int
	if err := e.source.QueryRow("SELECT COUNT(*) FROM " + table).Scan(&n); err != nil {
		return err
	}
	fmt.Println(table, n)
	return nil
}

// All tables at once.
func copyAtOnce(dsn string, tables []string) error {
	source, err := sql.Open("mysql", dsn) // want sql-pool-unconfigured warning high
	if err != nil {
		return err
	}
	defer source.Close()
	job := &export{source: source, tables: tables}
	job.copyAll()
	return nil
}

func (e *export) copyAll() {
	var wg sync.WaitGroup
	for _, table := range e.tables {
		wg.Add(1)
		go func(table string) {
			defer wg.Done()
			if err := e.copyTable(table); err != nil {
				log.Println(err)
			}
		}(table)
	}
	wg.Wait()
}

// One goroutine beside it, which looks at it now and then.
func copyWatched(dsn string) error {
	source, err := sql.Open("mysql", dsn) // want sql-pool-unconfigured hint low
	if err != nil {
		return err
	}
	defer source.Close()
	job := &export{source: source}
	stop := make(chan struct{})
	defer close(stop)
	job.watch(stop)
	return job.copyTable("users")
}

func (e *export) watch(stop <-chan struct{}) {
	go func() {
		for {
			timer := time.NewTimer(time.Minute)
			select {
			case <-stop:
				timer.Stop()
				return
			case <-timer.C:
			}
			if err := e.source.Ping(); err != nil {
				log.Println(err)
			}
		}
	}()
}

// A loop starts one for each table.
func copyWatchedAll(dsn string, tables []string) error {
	source, err := sql.Open("mysql", dsn) // want sql-pool-unconfigured warning high
	if err != nil {
		return err
	}
	defer source.Close()
	stop := make(chan struct{})
	defer close(stop)
	for range tables {
		(&export{source: source}).watch(stop)
	}
	return nil
}

// What serves until the process ends is closed with it.
func serve(dsn string) error {
	db, err := sql.Open("mysql", dsn) // want sql-pool-unconfigured warning high
	if err != nil {
		return err
	}
	defer db.Close()
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if err := db.PingContext(r.Context()); err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
		}
	})
	return http.ListenAndServe(":8080", nil)
}

// One caller of the opener keeps what it gives.
func connectKept(dsn string) (*sql.DB, error) {
	return sql.Open("mysql", dsn) // want sql-pool-unconfigured warning high
}

var kept *export

func keep(dsn string) error {
	db, err := connectKept(dsn)
	if err != nil {
		return err
	}
	kept = &export{source: db}
	return nil
}

func check(dsn string) error {
	db, err := connectKept(dsn)
	if err != nil {
		return err
	}
	defer db.Close()
	return (&export{source: db}).copyTable("users")
}

// A variable of the package holds the function that hands a pool up.
var connectFor = connectNamed

func connectNamed(name string) (*sql.DB, string, error) {
	db, err := connectOnce(os.Getenv(name))
	if err != nil {
		return nil, "", err
	}
	return db, name, nil
}

func connectOnce(dsn string) (*sql.DB, error) {
	db, err := sql.Open("mysql", dsn) // want sql-pool-unconfigured hint low
	if err != nil {
		return nil, err
	}
	return db, db.Ping()
}

func (e *export) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	db, name, err := connectFor(r.FormValue("name"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	defer db.Close()
	var n int
	if err := db.QueryRowContext(r.Context(), "SELECT COUNT(*) FROM users").Scan(&n); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintln(w, name, n)
}

// Here one of those that get it keeps it.
var keepFor = keptNamed

func keptNamed(name string) (*sql.DB, string, error) {
	db, err := sql.Open("mysql", os.Getenv(name)) // want sql-pool-unconfigured warning high
	return db, name, err
}

func keepNamed(e *export) error {
	db, _, err := keepFor("OTHER")
	e.source = db
	return err
}

func main() {
	dsn := os.Getenv("DSN")
	http.Handle("/size", &export{})
	if err := keepNamed(&export{}); err != nil {
		log.Fatal(err)
	}
	if err := copyTables(dsn); err != nil {
		log.Fatal(err)
	}
	if err := copyWatched(dsn); err != nil {
		log.Fatal(err)
	}
	if err := copyWatchedAll(dsn, os.Args[1:]); err != nil {
		log.Fatal(err)
	}
	if err := copyAtOnce(dsn, os.Args[1:]); err != nil {
		log.Fatal(err)
	}
	if err := check(dsn); err != nil {
		log.Fatal(err)
	}
	if err := keep(dsn); err != nil {
		log.Fatal(err)
	}
	log.Fatal(serve(dsn))
}
