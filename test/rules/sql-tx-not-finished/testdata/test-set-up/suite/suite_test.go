package suite

import (
	"database/sql"
	"log"
	"os"
	"testing"

	"example.com/shop/suite/data"
)

func TestMain(m *testing.M) {
	db, err := sql.Open("postgres", os.Getenv("SHOP_DB"))
	if err != nil {
		log.Fatal(err)
	}
	if err := data.Empty(db); err != nil {
		log.Print(err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func TestPrices(t *testing.T) {
	db, err := sql.Open("postgres", os.Getenv("SHOP_DB"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := data.Raise(db); err != nil {
		t.Fatal(err)
	}
}
