package model

import "github.com/zeromicro/go-zero/core/stores/sqlx"

type Schema struct{ conn sqlx.SqlConn }

type column struct {
	Name     string `db:"COLUMN_NAME"`
	Fallback any    `db:"COLUMN_DEFAULT"`
	Position int    `db:"ORDINAL_POSITION"`
}

func New(conn sqlx.SqlConn) *Schema { return &Schema{conn: conn} }

func (s *Schema) Tables(schema string) ([]string, error) {
	var columns []*column
	if err := s.conn.QueryRows(&columns, "SELECT * FROM columns WHERE table_schema = ?", schema); err != nil {
		return nil, err
	}
	var names []string
	return names, s.conn.QueryRows(&names, "SELECT table_name FROM tables WHERE table_schema = ?", schema)
}
