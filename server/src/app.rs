//! What every door can reach.

use std::path::PathBuf;
use std::sync::Arc;

use axum::http::HeaderMap;

use crate::answer::Refused;
use crate::assets::Copies;
use crate::backups::Backups;
use crate::feed::Gatherer;
use crate::figures::Figures;
use crate::files::Files;
use crate::forums::Forums;
use crate::health;
use crate::joining::Openings;
use crate::limits::{Front, Limits};
use crate::listen::Peer;
use crate::sign_in::SignIn;
use crate::store::Device;
use crate::tls::Holder;

/// What every route can reach.
pub(crate) type App = Arc<Parts>;

#[derive(Debug)]
pub(crate) struct Parts {
    pub(crate) folder: PathBuf,
    pub(crate) forums: Forums,
    pub(crate) sign_in: SignIn,
    pub(crate) files: Files,
    pub(crate) feeds: Gatherer,
    pub(crate) limits: Limits,
    pub(crate) figures: Figures,
    pub(crate) front: Front,
    /// What the relay's own TLS shows, if it speaks it.
    pub(crate) certificate: Option<Arc<Holder>>,
    pub(crate) copies: Copies,
    pub(crate) known: health::Known,
    pub(crate) openings: Openings,
    pub(crate) backups: Option<Arc<Backups>>,
}

impl Parts {
    /// The device that a token belongs to, unless it comes too often. Who has no right token is
    /// counted for the address.
    pub(crate) async fn device(
        &self,
        peer: &Peer,
        headers: &HeaderMap,
        token: &str,
    ) -> Result<Device, Refused> {
        let device = self.known(peer, headers, token).await?;
        self.limits.device(device.id).map(|()| device)
    }

    /// The same for a door that counts otherwise how often it comes.
    pub(crate) async fn known(
        &self,
        peer: &Peer,
        headers: &HeaderMap,
        token: &str,
    ) -> Result<Device, Refused> {
        match self.sign_in.device(token).await {
            Err(why @ (Refused::SignedOut | Refused::Revoked)) => {
                Err(self.limits.wrong_link(self.front.address(peer.address, headers), why))
            }
            device => device,
        }
    }
}
