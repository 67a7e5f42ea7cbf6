namespace Lb.Configuration.Tests.HaProxy;

/// <summary>Lines that HAProxy and this dialect are both asked about. Every row of every keyword table is in here.</summary>
public static class Examples
{
    private const string Ours = "a keyword of ours";
    private const string Newer = "newer than HAProxy 2.6";
    private const string Careful = "HAProxy takes it without effect; here the mistake is named";
    private const string NotBuilt = "not built yet";
    private const string Lenient = "what is meant is clear";

    private static readonly Example[] All =
    [
        .. Global(),
        .. Proxies(),
        .. Rules(),
        .. Options(),
        .. Binds(),
        .. Servers(),
    ];

    public static IReadOnlyList<Example> List => All;

    private static IEnumerable<Example> Global() =>
    [
        .. Good("global", "maxconn 1000", "maxconn 0", "nbthread 2", "hard-stop-after 30s", "spread-checks 5", "log stdout format raw local0", "log 127.0.0.1 local0 info",
            "log 127.0.0.1:515 len 2048 format rfc5424 local7 notice err", "log /dev/log local0", "description two words", "crt-base /etc", "ca-base /etc",
            "ssl-default-bind-options no-sslv3 no-tlsv10 no-tlsv11 ssl-min-ver TLSv1.2", "ssl-default-bind-options force-tlsv12 no-tls-tickets",
            "tune.bufsize 32768", "daemon", "chroot /", "maxpipes 100", "ulimit-n 1024", "fd-hard-limit 1024", "cpu-map 1 0",
            "node here", "quiet", "noepoll", "nosplice", "ssl-default-bind-ciphers HIGH", "ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256",
            "ssl-default-server-ciphers HIGH", "ssl-default-server-ciphersuites TLS_AES_128_GCM_SHA256", "ssl-default-server-options no-sslv3",
            "ssl-default-bind-curves P-256", "tune.h2.initial-window-size 65536", "tune.h2.max-concurrent-streams 100", "ssl-dh-param-file %DH%", "ssl-server-verify none", "tune.ssl.default-dh-param 2048", "tune.ssl.cachesize 20000",
            "tune.ssl.lifetime 300", "tune.ssl.maxrecord 1400", "tune.maxaccept 500", "tune.maxpollevents 100", "tune.maxrewrite 1024",
            "tune.http.maxhdr 101", "tune.idletimer 1000", "tune.pipesize 65536", "tune.buffers.limit 100", "tune.runqueue-depth 200",
            "tune.sched.low-latency on", "tune.rcvbuf.client 65536", "tune.rcvbuf.server 65536", "tune.sndbuf.client 65536", "tune.sndbuf.server 65536",
            "pidfile /tmp/lb-test.pid", "user root", "group root", "master-worker", "uid 0", "gid 0", "tune.buffers.reserve 2", "tune.comp.maxlevel 1"),
        .. Bad("global", "maxconn", "maxconn 10 20", "nbthread 0", "hard-stop-after soon", "spread-checks 51", "log global", "log stdout", "log stdout local9",
            "log stdout local0 loud", "log 127.0.0.1 len 10 local0", "ssl-default-bind-options no-such", "tune.bufsize big",
            "nbproc 4", "max-conn 10", "balance roundrobin"),
        new("global", "maxconn many", false, Careful),
        new("global", "tune.memory.hot-size 65536", true, Newer),
        new("global", "tune.mqtt.max-connect-size 1m", true, Ours),
        new("global", "nbproc 1", true, "one process is what there is, and old files say so"),
        new("global", "tune.bufsize 10", false),
        new("global", "stats socket /tmp/lb-test.sock", false, NotBuilt),
        new("global", "setenv A B", false, NotBuilt),
    ];

    private static IEnumerable<Example> Proxies() =>
    [
        .. Good("defaults", "mode tcp", "maxconn 100", "backlog 100", "default_backend b", "balance source", "hash-type consistent", "default-server inter 5s",
            "source 127.0.0.1", "retries 2", "log stdout format raw local0", "log global", "timeout tunnel 1h", "fullconn 100",
            "errorfile 503 /dev/null", "stats enable", "stats refresh 10"),
        .. Bad("defaults", "mode foo", "bind :1883", "server a 127.0.0.1:1883", "use_backend b", "acl a src 127.0.0.1",
            "stick-table type ip size 1k", "stick on src", "tcp-request connection accept", "timeout client", "timeout foo 5s", "timeout client 5x", "timeout client 30d", "timeout client 5s 6s",
            "clitimeout 5s", "contimeout 5s", "srvtimeout 5s", "option nothing", "balence source"),
        .. Good("frontend", "mode tcp", "maxconn 100", "backlog 100", "default_backend other", "use_backend other if local", "use_backend other if !local or { src 192.0.2.0/24 }",
            "use_backend other unless { ssl_fc_sni -i a.example b.example }", "timeout client 1m", "timeout client-fin 1s", "timeout http-request 1s",
            "timeout http-keep-alive 1s", "timeout tarpit 1s", "no log", "description a frontend", "acl big src_port gt 1024", "timeout client 0"),
        .. Bad("frontend", "default_backend nope", "use_backend nope", "use_backend other if nothing", "use_backend other when local",
            "use_backend other if { src 127.0.0.1", "server a 127.0.0.1:1883", "acl", "acl x", "acl x nothing", "acl x src 999.0.0.1/8", "acl x src 10.0.0.0/33",
            "acl x src_port ge a", "acl x req.payload(0,4) 00", "acl x req.payload(0) -m bin 00", "acl x str(a) -m wrong a", "no default_backend",
            "acl or src 127.0.0.1", "use_backend other if local and local"),
        .. Good("http", "stats enable", "stats uri /stats", "stats refresh 10s", "stats hide-version", "stats realm Here", "stats show-node", "stats show-legends",
            "stats show-desc", "http-request use-service prometheus-exporter if { path /metrics }", "http-request use-service prometheus-exporter if { path_beg /m }",
            "acl m path_beg /m", "acl m path_end m", "acl m path_sub e", "acl m path_dir m", "acl m path_dom m", "acl m path_reg ^/m", "acl m path_len gt 3"),
        .. Bad("http", "http-request use-service nothing", "stats refresh soon", "stats nothing"),
        new("http", "default_backend b", false),
        new("http", "stats auth admin:secret", false, NotBuilt),
        new("frontend", "acl x src_port gt", false, Careful),
        new("frontend", "maxconn many", false, Careful),
        new("frontend", "use_backend other if", false, Careful),
        new("frontend", "acl x src", false, Careful),
        new("frontend", "tcp-request content reject if or local", false, Careful),
        new("frontend", "timeout client-hs 5s", true, Newer),
        new("frontend", "timeout mqtt-connect 5s", true, Ours),
        new("frontend", "use_backend %[src]", false, NotBuilt),
        .. Good("backend", "mode tcp", "balance roundrobin", "balance static-rr", "balance leastconn", "balance first", "balance source", "balance random", "balance random(3)",
            "balance hash src", "balance hash var(sess.cid)", "hash-type map-based", "hash-type consistent", "hash-type consistent sdbm avalanche", "hash-type map-based djb2", "hash-type consistent wt6",
            "hash-type consistent crc32", "hash-balance-factor 150", "hash-balance-factor 0", "default-server inter 5s fall 2", "retries 0", "source 127.0.0.1",
            "source 0.0.0.0 usesrc clientip", "source 0.0.0.0 usesrc client", "timeout connect 1s", "timeout server 1m", "timeout check 1s", "timeout tunnel 1h", "timeout queue 1s",
            "timeout server-fin 1s", "stick-table type ip size 1k", "stick-table type ipv6 size 1k expire 1h", "stick-table type integer size 1k nopurge",
            "stick-table type string len 64 size 100k expire 30m", "stick-table type binary len 8 size 1k", "no log", "bind :1", "maxconn 5", "backlog 5", "use_backend other", "default_backend other"),
        .. Bad("backend", "mode foo", "balance nothing", "balance random(0)", "balance hash", "balance hash nothing", "hash-type", "hash-type ring", "hash-type consistent md5",
            "hash-balance-factor 50", "default-server nothing", "retries", "source", "source 127.0.0.1 usesrc", "stick-table type foo size 1k",
            "stick-table type ip", "stick-table size", "timeout connect", "frobnicate"),
        new("backend", "retries x", false, Careful),
        new("backend", "balance", false, Careful),
        new("backend", "default-server", false, Careful),
        new("backend", "source 127.0.0.1:1024-2048", true, "a server's source takes a range of ports, and so does a backend's here"),
        new("backend", "balance hdr(host)", false, NotBuilt),
        new("backend", "hash-type consistent none", true, Newer),
        new("backend", "stick-table type string len 64 size 1k store conn_cur", false, NotBuilt),
        new("backend", "option httpchk", false, NotBuilt),
        new("backend", "server-template s 3 127.0.0.1:1883", false, NotBuilt),
    ];

    private static IEnumerable<Example> Rules() =>
    [
        .. Good("frontend", "tcp-request inspect-delay 5s", "tcp-request connection accept", "tcp-request connection reject if !local", "tcp-request connection set-var(sess.a) src",
            "tcp-request content accept if local", "tcp-request content reject unless { req.payload(0,0),mqtt_is_valid }", "tcp-request content reject if { req_len 0 }",
            "tcp-request content set-var(sess.cid) req.payload(0,0),mqtt_field_value(connect,client_identifier) if { req.payload(0,0),mqtt_is_valid }",
            "tcp-request content reject if { req.payload(0,0),mqtt_field_value(connect,keepalive) -m int gt 3600 }",
            "tcp-request content reject if { req.payload(0,0),mqtt_field_value(connect,17) -m found }",
            "tcp-request content accept if { var(txn.a) -m found }", "tcp-request content accept if { str(a),upper -m str A } { str(B),lower b }",
            "tcp-request content accept if { str(abc),length ge 3 } { int(5) le 5 } { bool(true) } { always_true } !{ always_false }",
            "tcp-request content accept if { src,ipmask(24) 192.0.2.0 } || { src,ipmask(255.255.0.0,64) 10.1.0.0/16 }", "tcp-request content accept if { str(a.b),field(1,.) a } { str(a.b),field(-1,.,0) -i B }",
            "tcp-request content accept if { req.payload(0,2),hex -m beg 10 } { payload(0,1) 10 } { req.len gt 2 }",
            "tcp-request content accept if { dst 127.0.0.1 } { dst_port 1883 8883 } { src_port 1024:65535 }", "tcp-request content accept if { ssl_fc } { ssl_c_used } { ssl_c_s_dn(cn) -m sub dev }",
            "tcp-request content accept if { ssl_fc_sni_end .example } { ssl_fc_sni_reg ^a }", "tcp-request content accept if TRUE !FALSE LOCALHOST REQ_CONTENT",
            "acl net src -f %PATTERNS%", "acl net src -n 192.0.2.0/255.255.255.0", "acl id str(a) -m reg -i ^a$", "acl id str(-a) -- -a", "acl len str(a) -m len 1"),
        .. Bad("frontend", "tcp-request inspect-delay", "tcp-request connection frob", "tcp-request content frob", "tcp-request content", "tcp-request content accept whenever",
            "tcp-request content set-var(nope.a) src", "tcp-request content set-var(sess.a) nothing", "tcp-request content set-var src", "tcp-request content reject if { req.payload(0,0),mqtt_is_valid(1) }",
            "tcp-request content reject if { req.payload(0,0),mqtt_field_value(connect,nothing) -m found }", "tcp-request content reject if { req.payload(0,0),mqtt_field_value(puback,flags) -m found }",
            "tcp-request content reject if { req.payload(0,0),mqtt_field_value(connect -m found }", "tcp-request content reject if { req.payload(0，0)，mqtt_is_valid }",
            "tcp-request content reject if { str(a),nothing a }", "tcp-request content reject if { str(a),field(0,.) a }", "tcp-request content reject if { var(sess.a) x }",
            "tcp-request content reject if { str(a) -m reg ( }", "acl net src -f /no/such/file", "tcp-request content reject if { src_port 10:5x }", "tcp-request content reject if {src 127.0.0.1}"),
        new("frontend", "tcp-request content reject unless { req.payload(0, 0), mqtt_is_valid }", true, Lenient),
        new("frontend", "tcp-request content accept if WAIT_END", false, NotBuilt),
        new("frontend", "tcp-request connection track-sc0 src table table", false, NotBuilt),
        new("frontend", "tcp-request content accept if { src,in_table(table) }", false, NotBuilt),
        new("frontend", "tcp-request content accept if { req.ssl_sni a }", false, NotBuilt),
        .. Good("backend", "stick on src table table", "stick on req.payload(0,0),mqtt_field_value(connect,client_identifier) table table", "stick match src table table if { src 127.0.0.1 }",
            "stick store-request src table table", "tcp-request content reject if { src 192.0.2.1 }", "tcp-request inspect-delay 5s", "acl a src 127.0.0.1"),
        .. Bad("backend", "stick on", "stick on nothing table table", "stick on src table", "stick on src table nope", "stick on src table other", "stick on src if nothing", "tcp-request connection reject", "tcp-request content reject if nothing"),
        new("backend", "stick on req.payload(0,0), mqtt_field_value(connect, client_identifier) table table", true, Lenient),
        new("backend", "stick on src", false),
        new("backend", "stick store-response src table table", false, NotBuilt),
    ];

    private static IEnumerable<Example> Options() =>
    [
        .. Good("frontend", "option tcplog", "option dontlognull", "option clitcpka", "option tcpka", "option httplog", "option forwardfor", "option http-server-close", "option http-keep-alive", "option httpclose",
            "option http-ignore-probes", "option logasap", "option contstats", "option socket-stats", "option splice-auto", "option splice-request", "option splice-response", "option tcp-smart-accept"),
        .. Good("backend", "option srvtcpka", "option log-health-checks", "option allbackups", "option tcp-check", "option redispatch", "option redispatch 2", "no option redispatch", "option prefer-last-server", "option abortonclose",
            "option persist", "option tcp-smart-connect", "tcp-check connect", "tcp-check connect port 1884 send-proxy comment hello", "tcp-check send hello", "tcp-check send-binary 1000 comment x",
            "tcp-check expect string OK", "tcp-check expect min-recv 4 binary 20020000", "tcp-check expect ! rstring ^ERR", "tcp-check expect comment a rbinary ^2002", "option clitcpka"),
        .. Bad("backend", "option", "no option tcplog", "no option tcp-check", "tcp-check", "tcp-check frob", "tcp-check send", "tcp-check send-binary 1", "tcp-check send-binary xx", "tcp-check expect", "tcp-check expect frob a", "tcp-check expect string", "tcp-check expect rstring (",
            "tcp-check connect frob", "tcp-check expect binary 2"),
        new("backend", "option redispatch x", false, Careful),
        new("backend", "option mqtt-check", true, Ours),
        new("backend", "option mqtt-check version 5 client-id probe username u password p", true, Ours),
        new("backend", "option mqtt-check version 9", false),
        new("backend", "option http-use-htx", true, "HAProxy 2.6 has dropped it; nothing follows from it"),
        new("backend", "option tcp-check now", false),
        new("backend", "tcp-check connect linger", false, NotBuilt),
        new("backend", "tcp-check comment hello", false, NotBuilt),
    ];

    private static IEnumerable<Example> Binds() =>
    [
        .. Good("frontend", "bind :18831", "bind *:18831", "bind 127.0.0.1:18831,127.0.0.1:18832", "bind 127.0.0.1:18831-18833", "bind [::1]:18831", "bind :::18831", "bind ipv4@127.0.0.1:18831", "bind ipv6@:18831",
            "bind :18831 ssl crt %PEM%", "bind :18831 ssl crt %FOLDER%", "bind :18831 ssl crt %PEM% crt %FOLDER% strict-sni", "bind :18831 ssl crt %PEM% no-sslv3 no-tlsv10 no-tlsv11", "bind :18831 ssl crt %PEM% no-tlsv12",
            "bind :18831 ssl crt %PEM% no-tlsv13", "bind :18831 ssl crt %PEM% force-tlsv12", "bind :18831 ssl crt %PEM% force-tlsv13", "bind :18831 ssl crt %PEM% ssl-min-ver TLSv1.2 ssl-max-ver TLSv1.3",
            "bind :18831 ssl crt %PEM% ssl-min-ver TLSv1.0", "bind :18831 ssl crt %PEM% alpn mqtt,x-amzn-mqtt-ca", "bind :18831 ssl crt %PEM% ca-file %CA% verify required crl-file %CRL%",
            "bind :18831 ssl crt %PEM% ca-file %CA% verify optional", "bind :18831 ssl crt %PEM% verify none", "bind :18831 ssl crt %PEM% ca-file %CA%", "bind :18831 crt %PEM%",
            "bind :18831 accept-proxy name x maxconn 10 backlog 20 v4v6", "bind :::18831 v6only", "bind :18831 ssl crt %PEM% ciphers HIGH ciphersuites TLS_AES_128_GCM_SHA256 ecdhe prime256v1 curves P-256",
            "bind :18831 ssl crt %PEM% npn mqtt prefer-client-ciphers no-tls-tickets", "bind :18831 defer-accept tfo nice 5 thread all shards 1 id 5", "bind :18831 process 1", "bind :18830"),
        .. Bad("frontend", "bind", "bind 127.0.0.1", "bind *", "bind :0", "bind :70000", "bind :5-3", "bind :x", "bind :18831 sssl", "bind :18831 ssl", "bind :18831 ssl crt /no/such.pem", "bind :18831 ssl crt %CA%",
            "bind :18831 ssl crt %PEM% ca-file /no/such.pem verify required", "bind :18831 ssl crt %PEM% verify required", "bind :18831 ssl crt %PEM% verify maybe", "bind :18831 ssl crt %PEM% crl-file /no/such.pem ca-file %CA% verify required",
            "bind :18831 ssl crt %PEM% ssl-min-ver TLSv9", "bind :18831 ssl crt", "bind :18831 maxconn", "bind :18831 ssl crt %PEM% alpn"),
        new("frontend", "bind :18831 ssl crt %PEM% ssl-max-ver TLSv1.1", false, "older versions than TLS 1.2 are not offered"),
        new("frontend", "bind :18831 ssl crt %PEM% force-tlsv10", false, "older versions than TLS 1.2 are not offered"),
        new("frontend", "bind :18831 ssl crt %PEM% force-sslv3", false),
        new("frontend", "bind :18831 ssl crt %PEM% force-tlsv11", false, "older versions than TLS 1.2 are not offered"),
        new("frontend", "bind :18831 ssl crt %PEM% ssl-min-ver TLSv1.3 ssl-max-ver TLSv1.2", false),
        new("frontend", "bind unix@/tmp/lb-test.sock", false, NotBuilt),
        new("frontend", "bind :18831 mss 1400", false, NotBuilt),
        new("frontend", "bind :18831 ssl crt %PEM% ca-file @system-ca verify required", false, "it would trust any certificate of any public CA"),
    ];

    private static IEnumerable<Example> Servers() =>
    [
        .. Good("backend", "server a 127.0.0.1:1883", "server a 127.0.0.1", "server a [::1]:1883", "server a 127.0.0.1:1883 weight 0", "server a 127.0.0.1:1883 weight 256 backup", "server a 127.0.0.1:1883 disabled",
            "server a 127.0.0.1:1883 enabled no-backup", "server a 127.0.0.1:1883 maxconn 10 id 7", "server a 127.0.0.1:1883 check inter 10s fastinter 1s downinter 5s rise 3 fall 2", "server a 127.0.0.1:1883 check inter 1us",
            "server a 127.0.0.1:1883 check port 1884 addr 127.0.0.1", "server a 127.0.0.1 check port 1884", "server a 127.0.0.1:1883 no-check", "server a 127.0.0.1:1883 send-proxy", "server a 127.0.0.1:1883 send-proxy-v2 check check-send-proxy",
            "server a 127.0.0.1:1883 send-proxy-v2-ssl", "server a 127.0.0.1:1883 send-proxy-v2-ssl-cn proxy-v2-options ssl,cert-cn,ssl-cipher,cert-sig,cert-key,authority,crc32c,unique-id",
            "server a 127.0.0.1:1883 no-send-proxy no-send-proxy-v2 no-send-proxy-v2-ssl no-send-proxy-v2-ssl-cn no-check-send-proxy", "server a 127.0.0.1:1883 source 127.0.0.1", "server a 127.0.0.1:1883 source 0.0.0.0 usesrc clientip",
            "server a 127.0.0.1:1883 on-marked-down shutdown-sessions", "server a.b:c-d_e 127.0.0.1:1883", "server a 127.0.0.1:1883 check-send-proxy"),
        .. Bad("backend", "server", "server a", "server one 127.0.0.1:1884", "server a/b 127.0.0.1:1883", "server a 127.0.0.1:70000", "server a 127.0.0.1 check", "server a 127.0.0.1:1883 weight 257",
            "server a 127.0.0.1:1883 rise 0", "server a 127.0.0.1:1883 fall x", "server a 127.0.0.1:1883 inter 0", "server a 127.0.0.1:1883 inter 5x", "server a 127.0.0.1:1883 chek", "server a 127.0.0.1:1883 id 0",
            "server a 127.0.0.1:1883 proxy-v2-options nothing", "server a 127.0.0.1:1883 on-marked-down nothing"),
        new("backend", "server a 127.0.0.1:1883 check port x", false, Careful),
        new("backend", "server a 127.0.0.1:1883 weight", false, Careful),
        new("backend", "server a 127.0.0.1:+100", false, NotBuilt),
        new("backend", "server a 127.0.0.1:1883 ssl verify none", false, NotBuilt),
        new("backend", "server a 127.0.0.1:1883 slowstart 10s", false, NotBuilt),
    ];

    private static Example[] Good(string section, params string[] lines) => [.. lines.Select(line => new Example(section, line, true))];

    private static Example[] Bad(string section, params string[] lines) => [.. lines.Select(line => new Example(section, line, false))];
}
