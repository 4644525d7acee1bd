package never

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"strings"
)

// Every value fits a NullString, and the end of the loop closes the rows.
func columns(db *sql.DB) (map[string]string, error) {
	rows, err := db.Query("pragma table_info('t')")
	if err != nil {
		return nil, err
	}
	columns := make(map[string]string)
	for rows.Next() {
		var tmp, name, kind sql.NullString
		err := rows.Scan(&tmp, &name, &kind)
		if err != nil {
			return nil, err
		}
		columns[name.String] = kind.String
	}
	return columns, rows.Err()
}

func anything(db *sql.DB) error {
	rows, err := db.Query("SELECT a, b, c, d, e FROM t")
	if err != nil {
		return err
	}
	for rows.Next() {
		var (
			value any
			empty interface{}
			raw   sql.RawBytes
			text  []byte
			maybe *string
		)
		if err := rows.Scan(&value, &empty, &raw, &text, &maybe); err != nil {
			return err
		}
		if rows.Scan(&value, &empty, &raw, &text, &maybe) != nil {
			return err
		}
	}
	return rows.Err()
}

// NULL fits no string, text no number.
func names(db *sql.DB) error {
	rows, err := db.Query("SELECT a, b FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return err
	}
	for rows.Next() {
		var value any
		var name string
		if err := rows.Scan(&value, &name); err != nil {
			return err
		}
	}
	return rows.Err()
}

func numbers(db *sql.DB) error {
	rows, err := db.Query("SELECT a FROM t") // want sql-rows-not-closed warning high
	if err != nil {
		return err
	}
	for rows.Next() {
		var number sql.NullInt64
		if err := rows.Scan(&number); err != nil {
			return err
		}
	}
	return rows.Err()
}

// What is written into grows in memory.
func written(db *sql.DB) (string, error) {
	var out strings.Builder
	var copied bytes.Buffer
	sum := sha256.New()
	rows, err := db.Query("SELECT a FROM t")
	if err != nil {
		return "", err
	}
	for rows.Next() {
		var raw sql.RawBytes
		if err := rows.Scan(&raw); err != nil {
			return "", err
		}
		if _, err := out.WriteString("row\n"); err != nil {
			return "", err
		}
		if err := out.WriteByte('\n'); err != nil {
			return "", err
		}
		if _, err = copied.Write(raw); err != nil {
			return "", err
		}
		_, err = sum.Write(raw)
		if err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%s%x", out.String(), sum.Sum(nil)), rows.Err()
}
