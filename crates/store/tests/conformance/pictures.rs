use store::pictures::PictureRow;

use crate::support::*;

on_both!(pictures_are_kept_per_team);

fn picture(n: u8, team: u128, bytes: usize) -> PictureRow {
    let media_type = "image/png".to_owned();
    PictureRow { hash: token(n), team: team_id(team), media_type, width: 640, height: 480, bytes: vec![n; bytes] }
}

async fn pictures_are_kept_per_team(store: AStore) {
    seed_team(&store, 1, &[1]).await;
    seed_team(&store, 2, &[1]).await;
    assert_eq!(store.picture_bytes(team_id(1)).await.unwrap(), 0);
    for one in [picture(1, 1, 100_000), picture(1, 1, 100_000), picture(2, 1, 7), picture(1, 2, 100_000)] {
        store.put_picture(one).await.unwrap();
    }
    assert_eq!(store.picture(team_id(1), token(1)).await.unwrap(), Some(picture(1, 1, 100_000)));
    assert_eq!(store.picture(team_id(2), token(2)).await.unwrap(), None);
    assert_eq!(store.picture_bytes(team_id(1)).await.unwrap(), 100_007);
    assert!(store.has_picture(team_id(1), token(2)).await.unwrap());
    assert!(!store.has_picture(team_id(2), token(2)).await.unwrap());
    not_found(store.put_picture(picture(1, 9, 1)).await);
}
