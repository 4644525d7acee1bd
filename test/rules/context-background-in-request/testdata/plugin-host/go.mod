module example.com/shelf

go 1.22

require github.com/mattermost/mattermost/server/public v0.3.0

replace github.com/mattermost/mattermost/server/public => ./public
