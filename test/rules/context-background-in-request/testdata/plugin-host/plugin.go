package shelf

import (
	"context"
	"database/sql"
	"net/http"
	"time"

	"github.com/mattermost/mattermost/server/public/plugin"
)

type shelf struct {
	plugin.MattermostPlugin
	db     *sql.DB
	router *http.ServeMux
}

func (s *shelf) ServeHTTP(_ *plugin.Context, w http.ResponseWriter, r *http.Request) {
	s.router.ServeHTTP(w, r)
}

// The host makes the request anew: r.Context() ends no earlier.
func (s *shelf) fill(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second) // want context-background-in-request info low
	defer cancel()
	if _, err := s.db.ExecContext(ctx, "REFRESH MATERIALIZED VIEW shelf"); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}
