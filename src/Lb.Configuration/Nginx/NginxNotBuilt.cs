using System.Collections.Frozen;

namespace Lb.Configuration.Nginx;

/// <summary>Directives that nginx and NGINX Plus have, in the main context or in <c>stream</c>, and that no row understands yet.</summary>
internal static class NginxNotBuilt
{
    /// <summary>The names.</summary>
    public static FrozenSet<string> Directives { get; } = """
        debug_points env ssl_engine ssl_object_cache_inheritable thread_pool working_directory worker_rlimit_core google_perftools_profiles
        debug_connection mgmt
        resolver resolver_timeout server_name server_names_hash_bucket_size server_names_hash_max_size
        variables_hash_bucket_size variables_hash_max_size
        geo geoip_country geoip_city geoip_org map map_hash_bucket_size map_hash_max_size set split_clients num_map
        js_access js_buffer_size js_context_reuse js_engine js_fetch_timeout js_fetch_trusted_certificate js_filter js_import
        js_include js_path js_periodic js_preload_object js_preread js_set js_shared_dict_zone js_var
        keyval keyval_zone limit_conn limit_conn_dry_run limit_conn_log_level limit_conn_zone
        mqtt mqtt_buffers mqtt_rewrite_buffer_size mqtt_set_connect
        pass return proxy_download_rate proxy_upload_rate proxy_half_close proxy_requests proxy_responses proxy_session_drop
        proxy_ssl proxy_ssl_alpn proxy_ssl_certificate proxy_ssl_certificate_cache proxy_ssl_certificate_key proxy_ssl_ciphers
        proxy_ssl_conf_command proxy_ssl_crl proxy_ssl_key_log proxy_ssl_name proxy_ssl_password_file proxy_ssl_protocols
        proxy_ssl_server_name proxy_ssl_session_reuse proxy_ssl_trusted_certificate proxy_ssl_verify proxy_ssl_verify_depth
        set_real_ip_from ssl_certificate_cache ssl_conf_command ssl_key_log ssl_ocsp
        ssl_ocsp_cache ssl_ocsp_responder ssl_password_file ssl_preread ssl_reject_handshake
        ssl_stapling_responder ssl_stapling_verify ssl_trusted_certificate
        least_time sticky state
        health_check health_check_timeout match zone_sync zone_sync_server zone_sync_ssl
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
