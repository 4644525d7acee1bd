package sqlxgorm

import (
	"testing"

	"github.com/jmoiron/sqlx"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// require.False comes back only when Next was false, which closes the rows.
func TestOneRow(t *testing.T) {
	db := sqlx.MustOpen("sqlite3", ":memory:")
	rows, err := db.Queryx("SELECT 1")
	require.NoError(t, err)
	require.True(t, rows.Next())
	require.False(t, rows.Next())
}

func TestFirstRow(t *testing.T) {
	db := sqlx.MustOpen("sqlite3", ":memory:")
	rows, err := db.Queryx("SELECT 1") // want sql-rows-not-closed
	require.NoError(t, err)
	require.True(t, rows.Next())
}

func TestFails(t *testing.T) {
	db := sqlx.MustOpen("sqlite3", ":memory:")
	_, err := db.Queryx("SELECT * FROM nowhere")
	require.Error(t, err)
	_, err = db.Queryx("SELECT * FROM nowhere")
	assert.ErrorContains(t, err, "no such table")
}
