//! `GET /events`: notices as server-sent events, for those who are logged in and as long as they are.

use super::{Shared, Site, refusal, request};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use outpost_core::kernel::UserId;
use outpost_core::{Caller, Notice, access};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::{Receiver, error::RecvError};
use tokio::sync::watch;
use tokio::time::Instant;

/// A sign of life for proxies, and for clients that wait for one.
const ALIVE_EVERY: Duration = Duration::from_secs(20);
/// How often a stream looks whether its session still is open.
const ASK_EVERY: Duration = Duration::from_secs(10);

struct Stream {
    site: Arc<Site>,
    caller: Caller,
    user: UserId,
    news: Receiver<Notice>,
    stop: watch::Receiver<bool>,
    ask_at: Instant,
    greeted: bool,
}

/// Opens the stream.
pub async fn listen(State(site): Shared, headers: HeaderMap) -> Response {
    let who = async {
        let caller = request::reader(&headers)?;
        let user = access::listener(site.app.db(), &caller, site.app.clock().now()).await?;
        Ok((caller, user))
    };
    let (caller, user) = match who.await {
        Ok(found) => found,
        Err(error) => return refusal::answer(&error),
    };
    let (news, stop) = (site.app.subscribe(), site.stop.clone());
    let stream = Stream {
        site,
        caller,
        user,
        news,
        stop,
        ask_at: Instant::now() + ASK_EVERY,
        greeted: false,
    };
    let events = futures_util::stream::unfold(stream, |mut stream| async {
        let event = stream.next().await?;
        Some((Ok::<_, Infallible>(event), stream))
    });
    Sse::new(events)
        .keep_alive(KeepAlive::new().interval(ALIVE_EVERY))
        .into_response()
}

impl Stream {
    /// The next event; nothing when the session or the server ends.
    async fn next(&mut self) -> Option<Event> {
        if !self.greeted {
            // The headers reach the page at once, not with the first notice.
            self.greeted = true;
            return Some(Event::default().comment("outpost"));
        }
        loop {
            if *self.stop.borrow() {
                return None;
            }
            tokio::select! {
                received = self.news.recv() => match received {
                    Ok(notice) => {
                        if self.ask_at <= Instant::now() && !self.still_open().await {
                            return None;
                        }
                        if let Some(event) = self.event(notice) {
                            return Some(event);
                        }
                    }
                    // Some were missed, so anything may have changed.
                    Err(RecvError::Lagged(_)) => {
                        let all = Notice { tags: vec!["*".to_owned()], ..Notice::default() };
                        return Event::default().json_data(all).ok();
                    }
                    Err(RecvError::Closed) => return None,
                },
                () = tokio::time::sleep_until(self.ask_at) => {
                    if !self.still_open().await {
                        return None;
                    }
                }
                _ = self.stop.changed() => return None,
            }
        }
    }

    async fn still_open(&mut self) -> bool {
        self.ask_at = Instant::now() + ASK_EVERY;
        let app = &self.site.app;
        let open = access::listener(app.db(), &self.caller, app.clock().now()).await;
        open.is_ok_and(|user| user == self.user)
    }

    /// What of a notice is this person's to know: which data changed, and their own jobs and messages.
    fn event(&self, mut notice: Notice) -> Option<Event> {
        notice.jobs.retain(|job| job.user_id == self.user);
        notice.messages.retain(|message| message.user_id == self.user);
        if notice.tags.is_empty() && notice.jobs.is_empty() && notice.messages.is_empty() {
            return None;
        }
        Event::default().json_data(notice).ok()
    }
}
