using System.Runtime.InteropServices;

namespace Lb.Transport.Native;

/// <summary>Every function used from libssl.so.3 (OpenSSL 3); the macros of its headers are the control numbers here.</summary>
/// <remarks>
/// Two rules make the calls safe. An <c>SSL*</c> is used by one thread at a time and never after <see cref="Free"/>; an <c>SSL_CTX*</c> is changed
/// by nobody once its first <c>SSL*</c> exists, which is what makes it safe to share between threads.
/// The calls marked <c>SuppressGCTransition</c> neither block nor run managed code. Managed callbacks run where bytes are read or written, because the
/// BIOs are ours, each record is told and each key derived by us (<see cref="DoHandshake"/>, <see cref="Read"/>, <see cref="Write"/>, <see cref="Shutdown"/>), and
/// where a connection or context is released (<see cref="Free"/>, <see cref="FreeContext"/>).
/// A renegotiation, which would begin a handshake inside <see cref="Read"/>, is refused before any callback (SSL_OP_NO_RENEGOTIATION).
/// </remarks>
internal static unsafe partial class LibSsl
{
    public const int ControlMode = 33;
    public const int ControlReadAhead = 41;
    public const int ControlSessionCacheMode = 44;
    public const int ControlServerNameCallback = 53;
    public const int ControlStatusCallback = 63;
    public const int ControlStatusArgument = 64;
    public const int ControlStatusResponse = 71;
    public const int ControlChainCertificate = 89;
    public const int ControlGroups = 92;
    public const int ControlSignatureAlgorithms = 98;
    public const int ControlClientSignatureAlgorithms = 102;
    public const int ControlCurrentCertificate = 117;
    public const int ControlMinVersion = 123;
    public const int ControlMaxVersion = 124;

    /// <summary>With <see cref="ControlCurrentCertificate"/>: the certificate that the handshake chose.</summary>
    public const int CertificateOfHandshake = 3;

    public const int ModePartialWrite = 0x1;
    public const int ModeMovingWriteBuffer = 0x2;
    public const int ModeNoAutoChain = 0x8;
    public const int ModeReleaseBuffers = 0x10;

    public const ulong OptionIgnoreUnexpectedEof = 1UL << 7;
    public const ulong OptionNoTicket = 1UL << 14;
    public const ulong OptionNoCompression = 1UL << 17;
    public const ulong OptionServerPreference = 1UL << 22;
    public const ulong OptionNoRenegotiation = 1UL << 30;

    public const int Tls12 = 0x0303;
    public const int Tls13 = 0x0304;

    public const int VerifyClient = 0x1;
    public const int VerifyRequired = 0x2;

    public const int SentCloseNotice = 1;
    public const int ReceivedCloseNotice = 2;

    public const int ErrorNone = 0;
    public const int ErrorWantRead = 2;
    public const int ErrorZeroReturn = 6;

    public const int ClientHelloError = 0;
    public const int ClientHelloSuccess = 1;
    public const int ExtensionOk = 0;
    public const int ExtensionIgnored = 3;
    public const int AlpnNegotiated = 1;
    public const int NoFragmentLimit = 0;
    public const int ServerNameExtension = 0;
    public const int AlertUnrecognizedName = 112;

    private const string Library = "libssl.so.3";

    // ---- Contexts: at start and when certificates are replaced; none of these calls is hot.

    /// <summary>A static table; nothing to free.</summary>
    [LibraryImport(Library, EntryPoint = "TLS_server_method")]
    public static partial nint ServerMethod();

    /// <summary>A new context with one reference, 0 when memory or the system's OpenSSL configuration fails.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_new_ex")]
    public static partial nint NewContext(nint library, byte* properties, nint method);

    /// <summary>Drops one reference; safe while connections live, each of which holds one. The last one runs <see cref="LibCrypto.NewExtraDataIndex"/>'s
    /// managed release.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_free")]
    public static partial void FreeContext(nint context);

    /// <summary>Takes one more reference; atomic.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_up_ref")]
    public static partial int AddContextReference(nint context);

    /// <summary>The argument is copied or counted by OpenSSL for every control number used here, except
    /// <see cref="ControlStatusArgument"/>, which is a handle.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_ctrl")]
    public static partial long ContextControl(nint context, int command, long number, void* argument);

    /// <summary>The function must be a static unmanaged-callers-only method: it stays valid as long as the process.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_callback_ctrl")]
    public static partial long ContextCallback(nint context, int command, void* function);

    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_options")]
    public static partial ulong SetContextOptions(nint context, ulong options);

    /// <summary>Text is copied. 0 when no name of the list is known.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_cipher_list", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetCipherList(nint context, string names);

    /// <summary>TLS 1.3 suites; text is copied. 0 when a name is unknown.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_ciphersuites", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetCipherSuites(nint context, string names);

    /// <summary>How much one read from the socket may take at least; buffers are made when data comes and released when it is gone.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_default_read_buffer_len")]
    public static partial void SetReadBuffer(nint context, nint length);

    /// <summary>How many TLS 1.3 tickets follow a handshake by themselves.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_num_tickets")]
    public static partial int SetTicketCount(nint context, nint count);

    /// <summary>Life of a session in seconds; the former value comes back.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_timeout")]
    public static partial long SetSessionTimeout(nint context, long seconds);

    /// <summary>At most 32 bytes, copied.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_session_id_context")]
    public static partial int SetSessionIdContext(nint context, byte* bytes, uint length);

    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_tlsext_ticket_key_evp_cb")]
    public static partial int SetTicketCallback(
        nint context, delegate* unmanaged<nint, byte*, byte*, nint, nint, int, int> function);

    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_client_hello_cb")]
    public static partial void SetClientHelloCallback(nint context, delegate* unmanaged<nint, int*, nint, int> function, nint argument);

    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_alpn_select_cb")]
    public static partial void SetAlpnCallback(
        nint context, delegate* unmanaged<nint, byte**, byte*, byte*, uint, nint, int> function, nint argument);

    /// <summary>The callback stays null: OpenSSL's own verdict counts.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_verify")]
    public static partial void SetVerify(nint context, int mode, nint callback);

    /// <summary>Takes a reference of its own.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_set1_cert_store")]
    public static partial void SetStore(nint context, nint store);

    /// <summary>Copies the certificate's subject into the list that clients see.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_add_client_CA")]
    public static partial int AddClientAuthority(nint context, nint certificate);

    /// <summary>Takes a reference of its own, and makes the certificate's slot the one that chain and key go to.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_use_certificate")]
    public static partial int UseCertificate(nint context, nint certificate);

    /// <summary>Takes a reference of its own. 0 when the key does not belong to the certificate of its kind.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_use_PrivateKey")]
    public static partial int UsePrivateKey(nint context, nint key);

    /// <summary>The index comes from <see cref="LibCrypto.NewExtraDataIndex"/>.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_ex_data")]
    public static partial int SetContextData(nint context, int index, nint data);

    [LibraryImport(Library, EntryPoint = "SSL_CTX_get_ex_data")]
    public static partial nint GetContextData(nint context, int index);

    /// <summary>The function, a static unmanaged-callers-only method, sees each record's header and each message of the handshake.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CTX_set_msg_callback")]
    public static partial void SetMessageCallback(nint context, delegate* unmanaged<int, int, int, byte*, nint, nint, nint, void> function);

    // ---- Inside the handshake's callbacks.

    /// <summary>Borrowed: valid as long as the connection.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_get_SSL_CTX")]
    public static partial nint GetContext(nint ssl);

    /// <summary>Within the client-hello callback only; the bytes are OpenSSL's and valid until it returns.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_client_hello_get0_ext")]
    public static partial int GetClientHelloExtension(nint ssl, uint type, byte** data, nint* length);

    /// <summary>Within the client-hello callback only: certificates of another context; the connection takes a reference to it.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_set_SSL_CTX")]
    public static partial nint SetContext(nint ssl, nint context);

    /// <summary>The chosen protocol points into <paramref name="server"/>, which must live until the callback's caller copied it.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_select_next_proto")]
    public static partial int SelectProtocol(byte** chosen, byte* chosenLength, byte* server, uint serverLength, byte* client, uint clientLength);

    // ---- Connections.

    /// <summary>A connection with a reference to its context; 0 when memory is short. The context must be referenced by the caller during the call.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_new")]
    public static partial nint New(nint context);

    /// <summary>Ends the connection's object, its buffers and BIOs; may run managed code when it held the last reference to a replaced context.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_free")]
    public static partial void Free(nint ssl);

    /// <summary>Right after <see cref="New"/>.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_set_accept_state"), SuppressGCTransition]
    public static partial void SetAcceptState(nint ssl);

    /// <summary>Right after <see cref="New"/>.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_set_connect_state")]
    public static partial void SetConnectState(nint ssl);

    /// <summary>The index comes from <see cref="LibCrypto.NewExtraDataIndex"/>.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_set_ex_data")]
    public static partial int SetData(nint ssl, int index, void* data);

    /// <summary>Safe: reads memory of the live SSL*.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_get_ex_data"), SuppressGCTransition]
    public static partial nint GetData(nint ssl, int index);

    /// <summary>Takes over the caller's reference to the BIO; frees the former one.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_set0_rbio"), SuppressGCTransition]
    public static partial void SetReadBio(nint ssl, nint bio);

    /// <summary>Takes over the caller's reference to the BIO (<see cref="LibCrypto.AddBioReference"/> where the caller keeps one).</summary>
    [LibraryImport(Library, EntryPoint = "SSL_set0_wbio"), SuppressGCTransition]
    public static partial void SetWriteBio(nint ssl, nint bio);

    /// <summary>The BIO that it reads from. Safe: the SSL* is alive and keeps the reference.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_get_rbio")]
    [SuppressGCTransition]
    public static partial nint GetReadBio(nint ssl);

    /// <summary>Goes on with the handshake. Runs managed callbacks and takes up to milliseconds: never without the GC transition.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_do_handshake")]
    public static partial int DoHandshake(nint ssl);

    /// <summary>After the handshake only, and not between <see cref="NewTicket"/> and the <see cref="DoHandshake"/> that follows it. Reads and answers
    /// through BIOs in managed code: never without the GC transition.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_read")]
    public static partial int Read(nint ssl, byte* buffer, int length);

    /// <summary>After the handshake only, as <see cref="Read"/>, and through a BIO in managed code too. The buffer is not kept: after a short write the same bytes may come from another address.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_write")]
    public static partial int Write(nint ssl, byte* buffer, int length);

    /// <summary>Whether bytes wait inside, decrypted or not: the socket does not announce them again.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_has_pending"), SuppressGCTransition]
    public static partial int HasPending(nint ssl);

    /// <summary>Writes close_notify, through managed code as <see cref="Write"/>; reads nothing on its first call. After the handshake only.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_shutdown")]
    public static partial int Shutdown(nint ssl);

    /// <summary>Reads the thread's error queue, which must have been empty before the call whose result this explains
    /// (<see cref="LibCrypto.ClearErrors"/>).</summary>
    [LibraryImport(Library, EntryPoint = "SSL_get_error"), SuppressGCTransition]
    public static partial int GetError(nint ssl, int result);

    /// <summary>Asks for a TLS 1.3 ticket, which the next <see cref="DoHandshake"/> writes. Runs no callback itself. 0 on any other version and before
    /// the handshake is done.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_new_session_ticket"), SuppressGCTransition]
    public static partial int NewTicket(nint ssl);

    [LibraryImport(Library, EntryPoint = "SSL_ctrl")]
    public static partial long Control(nint ssl, int command, long number, void* argument);

    // ---- What the handshake found out; after it, on the connection's thread. All pointers are borrowed and live as long as the connection.

    [LibraryImport(Library, EntryPoint = "SSL_session_reused"), SuppressGCTransition]
    public static partial int IsResumed(nint ssl);

    [LibraryImport(Library, EntryPoint = "SSL_version"), SuppressGCTransition]
    public static partial int GetVersion(nint ssl);

    [LibraryImport(Library, EntryPoint = "SSL_get_current_cipher")]
    public static partial nint GetCipher(nint ssl);

    /// <summary>Number in the registry of cipher suites.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CIPHER_get_protocol_id"), SuppressGCTransition]
    public static partial ushort GetCipherNumber(nint cipher);

    /// <summary>Borrowed.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_get_session"), SuppressGCTransition]
    public static partial nint GetSession(nint ssl);

    /// <summary>What the client asked for as the most bytes of a record (RFC 6066, section 4); <see cref="NoFragmentLimit"/> = nothing.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_SESSION_get_max_fragment_length"), SuppressGCTransition]
    public static partial byte GetFragmentLimit(nint session);

    /// <summary><see cref="SentCloseNotice"/> and <see cref="ReceivedCloseNotice"/>.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_get_shutdown"), SuppressGCTransition]
    public static partial int GetShutdown(nint ssl);

    /// <summary>A static text: <c>RH</c> between two records.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_rstate_string"), SuppressGCTransition]
    public static partial byte* GetReadState(nint ssl);

    /// <summary>A static text.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_CIPHER_get_name")]
    public static partial byte* GetCipherName(nint cipher);

    /// <summary>Null where the client named nothing. Type 0 is a DNS name.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_get_servername")]
    public static partial byte* GetServerName(nint ssl, int type);

    /// <summary>Null data where ALPN chose nothing.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_get0_alpn_selected")]
    public static partial void GetAlpn(nint ssl, byte** data, uint* length);

    [LibraryImport(Library, EntryPoint = "SSL_get0_peer_certificate")]
    public static partial nint GetClientCertificate(nint ssl);

    /// <summary>The certificate of the current slot (<see cref="ControlCurrentCertificate"/>).</summary>
    [LibraryImport(Library, EntryPoint = "SSL_get_certificate")]
    public static partial nint GetCertificate(nint ssl);

    /// <summary>X509_V_OK = 0, or why the client's certificate was refused.</summary>
    [LibraryImport(Library, EntryPoint = "SSL_get_verify_result")]
    public static partial long GetVerifyResult(nint ssl);
}
