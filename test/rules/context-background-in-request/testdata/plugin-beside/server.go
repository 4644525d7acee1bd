// A package that talks to plugins, but serves by itself.
package shelf

import (
	"context"
	"database/sql"
	"net/http"
	"time"

	"github.com/mattermost/mattermost/server/public/plugin"
)

type shelf struct{ db *sql.DB }

func (s *shelf) OnSlash(c *plugin.Context, name string) string { return name + c.SessionId }

func (s *shelf) fill(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second) // want context-background-in-request warning high
	defer cancel()
	if _, err := s.db.ExecContext(ctx, "REFRESH MATERIALIZED VIEW shelf"); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
