//! Lists of words: names that are words of the language too, mailboxes and groups that belong to nobody, and words that are no
//! names although they stand where names do.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The words of a list.
pub(super) fn set_of(list: &'static str) -> BTreeSet<&'static str> {
    list.split_ascii_whitespace().collect()
}

/// First and last names that are words of the language as well, and words of our trade.
static COMMON: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    set_of(
        "able alert angel april art ash august autumn baker ball bank banks barn bass bay bean beck bell berg best bill \
    black bloom blue bolt bond book booth bow branch brand bridge brook brooks brown buck bug burns bush butler buy byte case cash castle \
    chance chase check cherry chip church clark clay cliff cloud cole cook cooper core corn crane cross crystal cruz dale dan dash dawn day \
    dean dell dev dick don dot dove drew duke earl east easy eve fair faith fall farmer field fields finch fire fish fisher flag flint flora \
    ford forest fork foster fox frank free frost gale gates gem gene glass glory gold good grace graham grant gray green grey grove guy hall ham \
    hand hank happy hardy harper harry hart hash heath heaven hill ho holly hook hope host house hunt hunter ice iris ivory ivy jack jade jasmine \
    jay jean jet job jobs jordan joy judge june justice key keys king kit knight lake lance land lane lang lark law lead lee leo levy lily link \
    list lock long love low luck lucky major man march mark marks marsh mason max may meadow mercy mile miles mill mills min mint miss mo moon \
    moore more most nash neat new nick night noble node noon north oak olive opal ops page paige park parks pat patience patch peace peak pearl \
    peg penny pepper pike pine pipe pool pop port post power price pride prince pro prod queen queue rain ran rand range ray read red reed rice rich \
    ridge river rivers rob robin rock rod roman root rose ross rowan ruby rule run rush rusty sage salt sand sandy sane savage scott sea serene \
    shade shaw shell short sky slate small smart smith snow sol son song star stark starling steel stem stern stew stone storm story stray street \
    strong sue summer sun swan sweet swift tab tag tan tech terry test thor tim timer tom tommy tool tower town trace tran trip trinity troy true \
    tucker turner unity van velvet victor victory vine violet virtue wade walker wall ward ware watch waters way web webb webster weeks wells west \
    wheat wheeler white wild will wilder wills wind winter wise wolf wood woods worth wren wright yang yes york young zip an as at be by do go he i \
    if in is it me my no of on or so to up us we and are but for had has have her him his how its may not one our out she the they this was who why \
    you any all can did get got let now off old per put saw see set too two use via yet data line time user name admin agent server service client \
    support team system error info debug warn api app bot deploy build release main",
    )
});

/// Whether a name is a word of the language as well.
pub(super) fn is_common_word(lower: &str) -> bool {
    COMMON.contains(lower)
}

/// Mailboxes, groups and handles that belong to no person.
pub(super) static GENERIC: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    set_of(
        "abuse account accounts admin administrator admins alarm alarms alert alerting alertmanager alerts all \
        analytics api app applications apps article author automation backend backup backups billing bot bots bounce \
        bounces build builds care cert certs channel charset checkout ci client cloud component compliance config \
        contact cron customer customers customerservice daemon data db dba dbas default deploy deployment deploys \
        deprecated dev developer developers devops devs dispatch do dpo email eng engineering entity error errors \
        events everyone example exception export extends feedback finance font frontend git github gitlab grafana \
        group help helpdesk here hostmaster hr import include info infra infrastructure inject inputs internal \
        invoice invoices invoicing it jenkins jobs keyframes latest legal list lists log logs mail mailer \
        mailer-daemon main management marketing media messages metrics mobile module monitor monitoring newsletter \
        next no-reply nobody noc noreply reply notification notifications notify null office oncall on call \
        operations operator operators ops order orders override pager pagerduty param partners payments payment \
        people platform postgres postmaster press privacy production project property queue redis release report \
        reports return returns robot root sales scheduler search sellers security see server service services shop shipping since site \
        slack sms spam squad sre staff staging state status store suppress support supports sysadmin sysadmins \
        system systems team teams tech test tester testing the throws ticket tickets todo type typeparam unsubscribe \
        user users value version web webhook webhooks webmaster worker workers www autowired bean nonnull nullable \
        dataclass staticmethod classmethod decorator mixin page namespace layer apply tailwind types babel",
    )
});

/// Words that stand where names do, in greetings, signatures and headers, and are none.
static NO_NAMES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    set_of(
        "all alle team teams everyone everybody folks guys there sir madam customer customers colleagues colleague friend friends \
    user users admin admins support service services world again both any anyone engineering operations platform payments security oncall \
    the this that these those we you they it he she i our your my their who what when where why how for from with and but not no yes ok okay if as at \
    in on of to by is was are be been has have had do does did can could will would should may might must so then now just also still please \
    alert alerts alarm alarms bot system incident update updates status issue issues error errors warning info note notes ticket case order orders \
    invoice monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november \
    december pagerduty slack grafana datadog prometheus kubernetes github gitlab jira jenkins opsgenie sentry aws azure google amazon microsoft redis \
    postgres postgresql mysql kafka rabbitmq nginx docker linux windows api http https sql json cpu ram disk database db production staging server \
    sent regards best thanks cheers sincerely today tomorrow yesterday morning evening night ops dev sre noc helpdesk desk office management release \
    engineer engineers developer developers manager lead director head department group squad company inc ltd gmbh llc corp",
    )
});

/// Whether a word is no part of a name although it has a capital.
pub(super) fn is_no_name(word: &str) -> bool {
    let lower = word.trim_end_matches(['.', ',', '\'', '’']).to_lowercase();
    NO_NAMES.contains(lower.as_str())
}
