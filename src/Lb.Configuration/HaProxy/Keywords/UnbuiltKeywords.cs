using System.Collections.Frozen;

namespace Lb.Configuration.HaProxy.Keywords;

/// <summary>Words of HAProxy's language that this version does not have yet. They are refused by name, so that nobody takes them for a
/// spelling mistake; building one means a row in its table and one word less here.</summary>
internal static class UnbuiltKeywords
{
    /// <summary>Sections.</summary>
    public static FrozenSet<string> Sections { get; } = Names("""
        acme cache crt-list crt-store fcgi-app healthcheck http-errors log-forward log-profile mailers namespace_list peers program
        resolvers ring traces userlist
        """);

    /// <summary>Statements of section <c>global</c>, separated by semicolons.</summary>
    public static FrozenSet<string> Global { get; } = Lines("""
        51degrees-data-file; acme.scheduler; anonkey; busy-polling; close-spread-time; cluster-secret; cpu-affinity; cpu-policy;
        cpu-set; debug; default-path; device; deviceatlas-json-file; deviceatlas-log-level; deviceatlas-properties-cookie;
        deviceatlas-separator; dns-accept-family; expose-deprecated-directives; external-check; grace;
        h1-accept-payload-with-any-method; h1-case-adjust; h1-case-adjust-file; h2-workaround-bogus-websocket-clients;
        harden.reject-privileged-ports.quic; harden.reject-privileged-ports.tcp; http-err-codes; http-fail-codes;
        httpclient.resolvers.id; httpclient.resolvers.prefer; httpclient.ssl.ca-file; httpclient.ssl.verify; insecure-fork-wanted;
        insecure-setuid-wanted; issuers-chain-path; jwt; limited-quic; localpeer; log-forward; log-send-hostname; log-tag; lua-load;
        lua-load-per-thread; lua-prepend-path; max-spread-checks; maxcompcpuusage; maxcomprate; maxconnrate; maxsessrate; maxsslconn;
        maxsslrate; maxzlibmem; mworker-max-reloads; no-memory-trimming; noevports; nogetaddrinfo; nokqueue; nopoll; noreuseport;
        numa-cpu-mapping; ocsp-update.disable; ocsp-update.mode; pp2-never-send-local; prealloc-fd; presetenv; profiling.tasks;
        resetenv; server-state-base; server-state-file; set-dumpable; set-var; set-var-fmt; setcap; setenv; shm-stats-file; ssl-engine;
        ssl-load-extra-del-ext; ssl-load-extra-files; ssl-mode-async; ssl-propquery; ssl-provider; ssl-provider-path;
        ssl-security-level; ssl-skip-self-issued-ca; stats bind-process; stats maxconn; stats socket; stats timeout; stats-file;
        strict-limits; thread-group; thread-groups; thread-hard-limit; tune.fail-alloc; tune.fd.edge-triggered;
        tune.h2.header-table-size; tune.h2.max-frame-size; tune.http.cookielen; tune.http.logurilen; tune.idle-pool.shared;
        tune.listener.multi-queue; tune.lua.forced-yield; tune.lua.maxmem; tune.lua.service-timeout; tune.lua.session-timeout;
        tune.lua.task-timeout; tune.pattern.cache-size; tune.peers.max-updates-at-once; tune.pool-high-fd-ratio; tune.pool-low-fd-ratio;
        tune.quic.frontend.conn-tx-buffers.limit; tune.quic.frontend.max-idle-timeout; tune.quic.frontend.max-streams-bidi;
        tune.quic.retry-threshold; tune.recv; tune.ssl.capture-buffer-size; tune.ssl.capture-cipherlist-size;
        tune.ssl.force-private-cache; tune.ssl.hard-maxrecord; tune.ssl.keylog; tune.ssl.ssl-ctx-cache-size; tune.vars.check-max-size;
        tune.vars.global-max-size; tune.vars.proc-max-size; tune.vars.reqres-max-size; tune.vars.sess-max-size; tune.vars.txn-max-size;
        tune.zlib.memlevel; tune.zlib.windowsize; unix-bind; unsetenv; warn-blocked-traffic-after; wurfl-cache-size; wurfl-data-file;
        wurfl-information-list; wurfl-information-list-separator; zero-warning
        """);

    /// <summary>Statements of the other sections, separated by semicolons.</summary>
    public static FrozenSet<string> Proxy { get; } = Lines("""
        appsession; bind-process; block; capture; capture cookie; capture request header; capture response header; clitcpka-cnt;
        clitcpka-idle; clitcpka-intvl; compression; cookie; declare; declare capture; dispatch; email-alert; email-alert from;
        email-alert level; email-alert mailers; email-alert myhostname; email-alert to; error-log-format; errorfiles; errorloc;
        errorloc302; errorloc303; external-check; external-check command; external-check path; filter; force-be-switch; force-persist;
        grace; guid; hash-preserve-affinity; http-after-response; http-check; http-check comment; http-check connect;
        http-check disable-on-404; http-check expect; http-check send; http-check send-state; http-check set-var; http-check unset-var;
        http-error; http-request; http-response; http-reuse; http-send-name-header; ignore-persist; load-server-state-from-file;
        log-format; log-format-sd; log-steps; log-tag; max-keep-alive-queue; max-session-srv-conns; monitor; monitor fail; monitor-uri;
        option accept-invalid-http-request; option accept-invalid-http-response; option accept-unsafe-violations-in-http-request;
        option accept-unsafe-violations-in-http-response; option assume-rfc6587-ntf; option checkcache; option disable-h2-upgrade;
        option dontlog-normal; option external-check; option forceclose; option forwarded; option h1-case-adjust-bogus-client;
        option h1-case-adjust-bogus-server; option http-buffer-request; option http-drop-request-trailers;
        option http-drop-response-trailers; option http-no-delay; option http-pretend-keepalive; option http-restrict-req-hdr-names;
        option http-tunnel; option http-use-proxy-header; option httpchk; option httpslog; option idle-close-on-response;
        option independent-streams; option ldap-check; option log-separate-errors; option mysql-check; option nolinger;
        option originalto; option pgsql-check; option redis-check; option smtpchk; option spop-check; option ssl-hello-chk;
        option transparent; option use-small-buffers; persist; persist rdp-cookie; quic-initial; rate-limit; rate-limit sessions;
        redirect; reqadd; reqirep; reqrep; retry-on; rspadd; rspirep; rsprep; server-state-file-name; server-template; srvtcpka-cnt;
        srvtcpka-idle; srvtcpka-intvl; stats admin; stats auth; stats http-request; stats scope; stick store-response;
        tcp-check comment; tcp-check send-binary-lf; tcp-check send-lf; tcp-check set-var; tcp-check unset-var;
        tcp-request connection attach-srv; tcp-request connection capture; tcp-request connection expect-netscaler-cip;
        tcp-request connection expect-proxy; tcp-request connection sc-inc-gpc; tcp-request connection sc-inc-gpc0;
        tcp-request connection sc-inc-gpc1; tcp-request connection sc-set-gpt; tcp-request connection sc-set-gpt0;
        tcp-request connection set-dst; tcp-request connection set-dst-port; tcp-request connection set-mark;
        tcp-request connection set-src; tcp-request connection set-src-port; tcp-request connection set-tos;
        tcp-request connection set-var-fmt; tcp-request connection silent-drop; tcp-request connection track-sc0;
        tcp-request connection track-sc1; tcp-request connection track-sc2; tcp-request connection unset-var;
        tcp-request content attach-srv; tcp-request content capture; tcp-request content do-resolve;
        tcp-request content expect-netscaler-cip; tcp-request content expect-proxy; tcp-request content ot-group;
        tcp-request content sc-inc-gpc; tcp-request content sc-inc-gpc0; tcp-request content sc-inc-gpc1;
        tcp-request content sc-set-gpt; tcp-request content sc-set-gpt0; tcp-request content send-spoe-group;
        tcp-request content set-dst; tcp-request content set-dst-port; tcp-request content set-log-level; tcp-request content set-mark;
        tcp-request content set-nice; tcp-request content set-priority-class; tcp-request content set-priority-offset;
        tcp-request content set-src; tcp-request content set-src-port; tcp-request content set-tos; tcp-request content set-var-fmt;
        tcp-request content silent-drop; tcp-request content switch-mode; tcp-request content track-sc0; tcp-request content track-sc1;
        tcp-request content track-sc2; tcp-request content unset-var; tcp-request content use-service; tcp-request session accept;
        tcp-request session attach-srv; tcp-request session capture; tcp-request session expect-netscaler-cip;
        tcp-request session expect-proxy; tcp-request session reject; tcp-request session sc-inc-gpc; tcp-request session sc-inc-gpc0;
        tcp-request session sc-inc-gpc1; tcp-request session sc-set-gpt; tcp-request session sc-set-gpt0; tcp-request session set-dst;
        tcp-request session set-dst-port; tcp-request session set-mark; tcp-request session set-src; tcp-request session set-src-port;
        tcp-request session set-tos; tcp-request session set-var; tcp-request session set-var-fmt; tcp-request session silent-drop;
        tcp-request session track-sc0; tcp-request session track-sc1; tcp-request session track-sc2; tcp-request session unset-var;
        tcp-response; tcp-response content; tcp-response inspect-delay; transparent; unique-id-format; unique-id-header; use-fcgi-app;
        use-server
        """);

    /// <summary>Bind keywords, with the number of their arguments.</summary>
    public static FrozenDictionary<string, int> Bind { get; } = WithArguments("""
        accept-netscaler-cip/1 allow-0rtt ca-ignore-err/1 ca-sign-file/1 ca-sign-pass/1 ca-verify-file/1 cc/1
        crt-ignore-err/1 crt-list/1 expose-fd/1 generate-certificates gid/1 group/1 guid-prefix/1 idle-ping/1 interface/1 label/1
        level/1 mode/1 mss/1 namespace/1 no-ca-names proto/1 quic-force-retry severity-output/1 tcp-md5sig/1 tcp-ut/1
        transparent uid/1 user/1
        """);

    /// <summary>Server keywords, with the number of their arguments.</summary>
    public static FrozenDictionary<string, int> Server { get; } = WithArguments("""
        agent-addr/1 agent-check agent-inter/1 agent-port/1 agent-send/1 allow-0rtt alpn/1 ca-file/1 cc/1 check-alpn/1
        check-pool-conn-name/1 check-proto/1 check-reuse-pool check-sni/1 check-ssl check-via-socks4 ciphers/1 ciphersuites/1
        client-sigalgs/1 cookie/1 crl-file/1 crt/1 curves/1 error-limit/1 force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12
        force-tlsv13 guid/1 hash-key/1 idle-ping/1 init-addr/1 init-state/1 ktls/1 log-proto/1 max-reuse/1 maxqueue/1 minconn/1
        namespace/1 no-agent-check no-check-ssl no-renegotiate no-sni-auto no-ssl no-ssl-reuse no-sslv3 no-tfo no-tls-tickets no-tlsv10
        no-tlsv11 no-tlsv12 no-tlsv13 non-stick npn/1 observe/1 on-error/1 on-marked-up/1 pool-conn-name/1 pool-low-conn/1
        pool-max-conn/1 pool-purge-delay/1 proto/1 redir/1 renegotiate resolve-net/1 resolve-opts/1 resolve-prefer/1 resolvers/1
        set-proxy-v2-tlv-fmt/1 sigalgs/1 slowstart/1 sni-auto sni/1 socks4/1 ssl ssl-max-ver/1 ssl-min-ver/1 ssl-reuse stick
        strict-maxconn tcp-md5sig/1 tcp-ut/1 tfo tls-tickets track/1 verify/1 verifyhost/1 ws/1
        """);

    /// <summary>Sample fetches and acl shorthands.</summary>
    public static FrozenSet<string> SampleFetches { get; } = Names("""
        avg_queue base base32 base32+src base_beg base_dir base_dom base_end base_len base_reg base_sub baseq bc_dst bc_dst_port bc_err
        bc_err_str bc_http_major bc_src bc_src_port be_conn be_conn_free be_id be_name be_server_timeout be_sess_rate be_tunnel_timeout
        bin capture.req.hdr capture.req.method capture.req.uri capture.req.ver capture.res.hdr capture.res.ver connslots cook cook_beg
        cook_cnt cook_dir cook_dom cook_end cook_len cook_reg cook_sub cook_val cookie cpu_calls cpu_ns_avg cpu_ns_tot
        cur_server_timeout cur_tunnel_timeout date date_us distcc_body distcc_param dst_conn dst_is_local env fc_dst fc_dst_is_local
        fc_dst_port fc_err fc_err_str fc_fackets fc_http_major fc_lost fc_pp_authority fc_pp_unique_id fc_rcvd_proxy fc_reordering
        fc_retrans fc_rtt fc_rttvar fc_sacked fc_src fc_src_is_local fc_src_port fc_unacked fcgi.docroot fcgi.index fe_client_timeout
        fe_conn fe_defbe fe_id fe_name fe_req_rate fe_sess_rate hdr hdr_beg hdr_cnt hdr_dir hdr_dom hdr_end hdr_ip hdr_len hdr_reg
        hdr_sub hdr_val hostname http_auth http_auth_bearer http_auth_group http_auth_pass http_auth_type http_auth_user http_first_req
        internal.htx.data internal.htx.free internal.htx.free_data internal.htx.has_eom internal.htx.nbblks internal.htx.size
        internal.htx.used internal.htx_blk.data internal.htx_blk.hdrname internal.htx_blk.hdrval internal.htx_blk.size
        internal.htx_blk.start_line internal.htx_blk.type internal.strm.is_htx ipv4 ipv6 last_rule_file last_rule_line lat_ns_avg
        lat_ns_tot meth method nbproc nbsrv pathq payload_lv prio_class prio_offset proc query queue rand rdp_cookie rdp_cookie_cnt
        rep_ssl_hello_type req.body req.body_len req.body_param req.body_size req.cook req.cook_cnt req.cook_val req.fhdr req.fhdr_cnt
        req.hdr req.hdr_cnt req.hdr_ip req.hdr_names req.hdr_val req.hdrs req.hdrs_bin req.payload_lv req.proto_http req.rdp_cookie
        req.rdp_cookie_cnt req.ssl_alpn req.ssl_ec_ext req.ssl_hello_type req.ssl_sni req.ssl_st_ext req.ssl_ver req.ver req_proto_http
        req_rdp_cookie req_rdp_cookie_cnt req_ssl_hello_type req_ssl_sni req_ssl_ver req_ver res.body res.body_len res.body_size
        res.cache_hit res.cache_name res.comp res.comp_algo res.cook res.cook_cnt res.cook_val res.fhdr res.fhdr_cnt res.hdr res.hdr_cnt
        res.hdr_ip res.hdr_names res.hdr_val res.hdrs res.hdrs_bin res.len res.payload res.payload_lv res.ssl_hello_type res.ver
        resp_ver sc0_bytes_in_rate sc0_bytes_out_rate sc0_clr_gpc0 sc0_clr_gpc1 sc0_conn_cnt sc0_conn_cur sc0_conn_rate sc0_get_gpc0
        sc0_get_gpc1 sc0_get_gpt0 sc0_gpc0_rate sc0_gpc1_rate sc0_http_err_cnt sc0_http_err_rate sc0_http_fail_cnt sc0_http_fail_rate
        sc0_http_req_cnt sc0_http_req_rate sc0_inc_gpc0 sc0_inc_gpc1 sc0_kbytes_in sc0_kbytes_out sc0_sess_cnt sc0_sess_rate sc0_tracked
        sc0_trackers sc1_bytes_in_rate sc1_bytes_out_rate sc1_clr_gpc sc1_clr_gpc0 sc1_clr_gpc1 sc1_conn_cnt sc1_conn_cur sc1_conn_rate
        sc1_get_gpc0 sc1_get_gpc1 sc1_get_gpt0 sc1_gpc0_rate sc1_gpc1_rate sc1_http_err_cnt sc1_http_err_rate sc1_http_fail_cnt
        sc1_http_fail_rate sc1_http_req_cnt sc1_http_req_rate sc1_inc_gpc0 sc1_inc_gpc1 sc1_kbytes_in sc1_kbytes_out sc1_sess_cnt
        sc1_sess_rate sc1_tracked sc1_trackers sc2_bytes_in_rate sc2_bytes_out_rate sc2_clr_gpc0 sc2_clr_gpc1 sc2_conn_cnt sc2_conn_cur
        sc2_conn_rate sc2_get_gpc0 sc2_get_gpc1 sc2_get_gpt0 sc2_gpc0_rate sc2_gpc1_rate sc2_http_err_cnt sc2_http_err_rate
        sc2_http_fail_cnt sc2_http_fail_rate sc2_http_req_cnt sc2_http_req_rate sc2_inc_gpc0 sc2_inc_gpc1 sc2_kbytes_in sc2_kbytes_out
        sc2_sess_cnt sc2_sess_rate sc2_tracked sc2_trackers sc_bytes_in_rate sc_bytes_out_rate sc_clr_gpc sc_clr_gpc0 sc_clr_gpc1
        sc_conn_cnt sc_conn_cur sc_conn_rate sc_get_gpc sc_get_gpc0 sc_get_gpc1 sc_get_gpt sc_get_gpt0 sc_gpc0_rate sc_gpc1_rate
        sc_gpc_rate sc_http_err_cnt sc_http_err_rate sc_http_fail_cnt sc_http_fail_rate sc_http_req_cnt sc_http_req_rate sc_inc_gpc
        sc_inc_gpc0 sc_inc_gpc1 sc_kbytes_in sc_kbytes_out sc_sess_cnt sc_sess_rate sc_tracked sc_trackers scook scook_beg scook_cnt
        scook_dir scook_dom scook_end scook_len scook_reg scook_sub scook_val shdr shdr_beg shdr_cnt shdr_dir shdr_dom shdr_end shdr_ip
        shdr_len shdr_reg shdr_sub shdr_val so_id so_name src_bytes_in_rate src_bytes_out_rate src_clr_gpc src_clr_gpc0 src_clr_gpc1
        src_conn_cnt src_conn_cur src_conn_rate src_get_gpc src_get_gpc0 src_get_gpc1 src_get_gpt src_get_gpt0 src_gpc0_rate
        src_gpc1_rate src_gpc_rate src_http_err_cnt src_http_err_rate src_http_fail_cnt src_http_fail_rate src_http_req_cnt
        src_http_req_rate src_inc_gpc src_inc_gpc0 src_inc_gpc1 src_is_local src_kbytes_in src_kbytes_out src_sess_cnt src_sess_rate
        src_updt_conn_cnt srv_conn srv_conn_free srv_id srv_is_up srv_iweight srv_name srv_queue srv_sess_rate srv_uweight srv_weight
        ssl_bc ssl_bc_alg_keysize ssl_bc_alpn ssl_bc_cipher ssl_bc_client_random ssl_bc_err ssl_bc_err_str ssl_bc_is_resumed ssl_bc_npn
        ssl_bc_protocol ssl_bc_server_random ssl_bc_session_id ssl_bc_session_key ssl_bc_unique_id ssl_bc_use_keysize ssl_c_ca_err
        ssl_c_ca_err_depth ssl_c_chain_der ssl_c_der ssl_c_err ssl_c_i_dn ssl_c_key_alg ssl_c_notafter ssl_c_notbefore ssl_c_serial
        ssl_c_sha1 ssl_c_sig_alg ssl_c_verify ssl_c_version ssl_f_der ssl_f_i_dn ssl_f_key_alg ssl_f_notafter ssl_f_notbefore ssl_f_s_dn
        ssl_f_serial ssl_f_sha1 ssl_f_sig_alg ssl_f_version ssl_fc_alg_keysize ssl_fc_alpn ssl_fc_cipher ssl_fc_cipherlist_bin
        ssl_fc_cipherlist_hex ssl_fc_cipherlist_str ssl_fc_cipherlist_xxh ssl_fc_client_early_traffic_secret
        ssl_fc_client_handshake_traffic_secret ssl_fc_client_random ssl_fc_client_traffic_secret_0 ssl_fc_early_exporter_secret
        ssl_fc_ecformats_bin ssl_fc_eclist_bin ssl_fc_err ssl_fc_err_str ssl_fc_exporter_secret ssl_fc_extlist_bin ssl_fc_has_crt
        ssl_fc_has_early ssl_fc_has_sni ssl_fc_is_resumed ssl_fc_npn ssl_fc_protocol ssl_fc_protocol_hello_id
        ssl_fc_server_handshake_traffic_secret ssl_fc_server_random ssl_fc_server_traffic_secret_0 ssl_fc_session_id ssl_fc_session_key
        ssl_fc_unique_id ssl_fc_use_keysize ssl_s_chain_der ssl_s_der ssl_s_i_dn ssl_s_key_alg ssl_s_notafter ssl_s_notbefore ssl_s_s_dn
        ssl_s_serial ssl_s_sha1 ssl_s_sig_alg ssl_s_version status stopping table_avl table_cnt thread unique-id url url32 url32+src
        url_beg url_dir url_dom url_end url_ip url_len url_param url_port url_reg url_sub urlp urlp_beg urlp_dir urlp_dom urlp_end
        urlp_len urlp_reg urlp_sub urlp_val uuid wait_end
        """);

    /// <summary>Converters.</summary>
    public static FrozenSet<string> Converters { get; } = Names("""
        add add_item aes_gcm_dec and b64dec base64 be2dec be2hex bool bytes capture-req capture-res concat cpl crc32 crc32c cut_crlf
        debug digest div djb2 even fix_is_valid fix_tag_value hex2i hmac host_only htonl http_date iif in_table json json_query
        jwt_header_query jwt_payload_query jwt_verify language ltime ltrim map map_beg map_beg_int map_beg_ip map_dir map_dir_int
        map_dir_ip map_dom map_dom_int map_dom_ip map_end map_end_int map_end_ip map_int map_int_int map_int_ip map_ip map_ip_int
        map_ip_ip map_reg map_reg_int map_reg_ip map_regm map_str map_str_int map_str_ip map_sub map_sub_int map_sub_ip mod mul nbsrv
        neg not odd or port_only protobuf regsub rtrim sdbm secure_memcmp set-var sha1 sha2 srv_queue strcmp sub table_bytes_in_rate
        table_bytes_out_rate table_conn_cnt table_conn_cur table_conn_rate table_expire table_gpc table_gpc0 table_gpc0_rate table_gpc1
        table_gpc1_rate table_gpc_rate table_gpt table_gpt0 table_http_err_cnt table_http_err_rate table_http_fail_cnt
        table_http_fail_rate table_http_req_cnt table_http_req_rate table_idle table_kbytes_in table_kbytes_out table_server_id
        table_sess_cnt table_sess_rate table_trackers ub64dec ub64enc ungrpc unset-var url_dec url_enc utime word wt6 xor xxh3 xxh32
        xxh64
        """);

    /// <summary>Names of <see cref="Bind"/>, which <c>ssl-default-bind-options</c> shares.</summary>
    public static FrozenSet<string> BindOptions { get; } = Bind.Keys.ToFrozenSet();

    private static FrozenSet<string> Names(string text) => Split(text, ' ').ToFrozenSet();

    private static FrozenSet<string> Lines(string text) => Split(text, ';').ToFrozenSet();

    private static FrozenDictionary<string, int> WithArguments(string text) =>
        Split(text, ' ').Select(word => word.Split('/')).ToFrozenDictionary(parts => parts[0], parts => parts.Length - 1);

    private static string[] Split(string text, char separator) =>
        text.Replace('\n', ' ').Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
