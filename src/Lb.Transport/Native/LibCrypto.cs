using System.Runtime.InteropServices;

namespace Lb.Transport.Native;

/// <summary>Every function used from libcrypto.so.3 (OpenSSL 3).</summary>
/// <remarks>Objects are counted: who makes one, or takes a reference, frees it once. A BIO is used by one thread at a time, that of its connection.
/// The error queue belongs to the thread. Calls marked <c>SuppressGCTransition</c> touch memory only, or a socket that never blocks, and look no algorithm
/// up: that asks every provider, ours among them, which is managed code.</remarks>
internal static unsafe partial class LibCrypto
{
    /// <summary>Kind of a BIO at the end of a chain.</summary>
    public const int BioSourceSink = 0x400;

    public const int BioControlReset = 1;
    public const int BioControlInfo = 3;

    public const int ExtraDataOfConnection = 0;
    public const int ExtraDataOfContext = 1;
    public const int CipherGetTag = 0x10;
    public const int CipherSetTag = 0x11;
    public const int StoreCheckAllRevocations = 0x4 | 0x8;
    public const int NameSizeLimit = 256;
    public const int CommonNameId = 13;
    public const int KeyRsa = 6;
    public const int KeyEc = 408;
    public const int OperationKdf = 4;
    public const int ProviderQuery = 1027;
    public const int KdfNew = 1;
    public const int KdfFree = 3;
    public const int KdfReset = 4;
    public const int KdfDerive = 5;
    public const int KdfSet = 11;

    private const string Library = "libcrypto.so.3";

    // ---- Errors of the calling thread.

    [LibraryImport(Library, EntryPoint = "ERR_clear_error"), SuppressGCTransition]
    public static partial void ClearErrors();

    /// <summary>Takes the oldest error; 0 = none.</summary>
    [LibraryImport(Library, EntryPoint = "ERR_get_error")]
    public static partial nuint TakeError();

    /// <summary>Writes at most <paramref name="length"/> bytes, the closing zero among them.</summary>
    [LibraryImport(Library, EntryPoint = "ERR_error_string_n")]
    public static partial void DescribeError(nuint error, byte* text, nint length);

    /// <summary>A static text, or null for an error without a reason (those of system calls).</summary>
    [LibraryImport(Library, EntryPoint = "ERR_reason_error_string")]
    public static partial byte* GetReason(nuint error);

    // ---- BIOs.

    /// <summary>A static table.</summary>
    [LibraryImport(Library, EntryPoint = "BIO_s_mem"), SuppressGCTransition]
    public static partial nint MemoryMethod();

    /// <summary>One reference for the caller; 0 when memory is short.</summary>
    [LibraryImport(Library, EntryPoint = "BIO_new")]
    public static partial nint NewBio(nint method);

    /// <summary>Reads the caller's memory in place: it must stay where it is until the BIO is freed.</summary>
    [LibraryImport(Library, EntryPoint = "BIO_new_mem_buf")]
    public static partial nint NewReadOnlyBio(byte* data, int length);

    [LibraryImport(Library, EntryPoint = "BIO_free")]
    public static partial int FreeBio(nint bio);

    /// <summary>Bytes that were read from a BIO since it was made. Safe: the caller holds a reference.</summary>
    [LibraryImport(Library, EntryPoint = "BIO_number_read")]
    [SuppressGCTransition]
    public static partial ulong CountRead(nint bio);

    [LibraryImport(Library, EntryPoint = "BIO_up_ref"), SuppressGCTransition]
    public static partial int AddBioReference(nint bio);

    /// <summary><see cref="BioControlInfo"/> writes the address of the held bytes to <paramref name="argument"/> and returns their count; they are
    /// valid until the next write, read or reset of the BIO.</summary>
    [LibraryImport(Library, EntryPoint = "BIO_ctrl"), SuppressGCTransition]
    public static partial long BioControl(nint bio, int command, long number, void* argument);

    /// <summary>A kind of BIO of our own; never freed.</summary>
    [LibraryImport(Library, EntryPoint = "BIO_meth_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint NewBioMethod(int type, string name);

    /// <summary>The function must be a static unmanaged-callers-only method; whoever reads from such a BIO must not suppress the GC transition.</summary>
    [LibraryImport(Library, EntryPoint = "BIO_meth_set_read")]
    public static partial int SetBioRead(nint method, delegate* unmanaged<nint, byte*, int, int> function);

    /// <summary>As <see cref="SetBioRead"/>, for those that write.</summary>
    [LibraryImport(Library, EntryPoint = "BIO_meth_set_write")]
    public static partial int SetBioWrite(nint method, delegate* unmanaged<nint, byte*, int, int> function);

    /// <summary>As <see cref="SetBioRead"/>.</summary>
    [LibraryImport(Library, EntryPoint = "BIO_meth_set_ctrl")]
    public static partial int SetBioControl(nint method, delegate* unmanaged<nint, int, nint, void*, nint> function);

    /// <summary>Safe: a store into the BIO; OpenSSL never looks at the data.</summary>
    [LibraryImport(Library, EntryPoint = "BIO_set_data"), SuppressGCTransition]
    public static partial void SetBioData(nint bio, void* data);

    [LibraryImport(Library, EntryPoint = "BIO_get_data"), SuppressGCTransition]
    public static partial void* GetBioData(nint bio);

    [LibraryImport(Library, EntryPoint = "BIO_clear_flags"), SuppressGCTransition]
    public static partial void ClearBioFlags(nint bio, int flags);

    [LibraryImport(Library, EntryPoint = "BIO_test_flags"), SuppressGCTransition]
    public static partial int TestBioFlags(nint bio, int flags);

    [LibraryImport(Library, EntryPoint = "BIO_set_flags"), SuppressGCTransition]
    public static partial void SetBioFlags(nint bio, int flags);

    [LibraryImport(Library, EntryPoint = "BIO_write"), SuppressGCTransition]
    public static partial int WriteBio(nint bio, byte* buffer, int length);

    // ---- Certificates, keys and lists; at start and when they are replaced.

    /// <summary>The next certificate of a PEM text, one reference for the caller; 0 at the end or when it is damaged. The callback stays null and
    /// <paramref name="passphrase"/> an empty text: OpenSSL would ask on the terminal otherwise.</summary>
    [LibraryImport(Library, EntryPoint = "PEM_read_bio_X509")]
    public static partial nint ReadCertificate(nint bio, nint reuse, nint callback, byte* passphrase);

    /// <summary>As <see cref="ReadCertificate"/>.</summary>
    [LibraryImport(Library, EntryPoint = "PEM_read_bio_PrivateKey")]
    public static partial nint ReadPrivateKey(nint bio, nint reuse, nint callback, byte* passphrase);

    /// <summary>As <see cref="ReadCertificate"/>.</summary>
    [LibraryImport(Library, EntryPoint = "PEM_read_bio_X509_CRL")]
    public static partial nint ReadRevocationList(nint bio, nint reuse, nint callback, byte* passphrase);

    [LibraryImport(Library, EntryPoint = "X509_free")]
    public static partial void FreeCertificate(nint certificate);

    [LibraryImport(Library, EntryPoint = "X509_CRL_free")]
    public static partial void FreeRevocationList(nint list);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_free")]
    public static partial void FreeKey(nint key);

    [LibraryImport(Library, EntryPoint = "X509_STORE_new")]
    public static partial nint NewStore();

    [LibraryImport(Library, EntryPoint = "X509_STORE_free")]
    public static partial void FreeStore(nint store);

    /// <summary>Takes a reference of its own.</summary>
    [LibraryImport(Library, EntryPoint = "X509_STORE_add_cert")]
    public static partial int AddToStore(nint store, nint certificate);

    /// <summary>Takes a reference of its own.</summary>
    [LibraryImport(Library, EntryPoint = "X509_STORE_add_crl")]
    public static partial int AddRevocationList(nint store, nint list);

    [LibraryImport(Library, EntryPoint = "X509_STORE_set_flags")]
    public static partial int SetStoreFlags(nint store, nuint flags);

    // ---- What a certificate says; borrowed pointers, valid as long as the certificate.

    [LibraryImport(Library, EntryPoint = "X509_get_subject_name")]
    public static partial nint GetSubject(nint certificate);

    /// <summary>Position of the next entry of that kind after <paramref name="after"/>; negative = none.</summary>
    [LibraryImport(Library, EntryPoint = "X509_NAME_get_index_by_NID")]
    public static partial int FindEntry(nint name, int id, int after);

    [LibraryImport(Library, EntryPoint = "X509_NAME_get_entry")]
    public static partial nint GetEntry(nint name, int position);

    [LibraryImport(Library, EntryPoint = "X509_NAME_ENTRY_get_data")]
    public static partial nint GetEntryText(nint entry);

    /// <summary>Length of the text, which the caller frees with <see cref="FreeMemory"/>; negative when it cannot be written in UTF-8.</summary>
    [LibraryImport(Library, EntryPoint = "ASN1_STRING_to_UTF8")]
    public static partial int ToUtf8(byte** text, nint value);

    [LibraryImport(Library, EntryPoint = "X509_get_signature_nid")]
    public static partial int GetSignatureId(nint certificate);

    /// <summary>A static text; null for an unknown number.</summary>
    [LibraryImport(Library, EntryPoint = "OBJ_nid2sn")]
    public static partial byte* GetShortName(int id);

    [LibraryImport(Library, EntryPoint = "X509_get0_pubkey")]
    public static partial nint GetPublicKey(nint certificate);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_base_id")]
    public static partial int GetKeyKind(nint key);

    [LibraryImport(Library, EntryPoint = "EVP_PKEY_get_bits")]
    public static partial int GetKeyBits(nint key);

    [LibraryImport(Library, EntryPoint = "X509_verify_cert_error_string")]
    public static partial byte* DescribeVerifyResult(long result);

    // ---- Tickets; the cipher and MAC contexts are OpenSSL's and valid inside the ticket callback only.

    /// <summary>1 when the bytes are filled; anything else means that no random numbers are to be had.</summary>
    [LibraryImport(Library, EntryPoint = "RAND_bytes")]
    public static partial int FillRandom(byte* bytes, int length);

    /// <summary>A static table.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_aes_128_cbc")]
    public static partial nint Aes128Cbc();

    /// <summary>A static table.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_aes_256_cbc")]
    public static partial nint Aes256Cbc();

    /// <summary>Key and vector are copied; their lengths are those of the cipher.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_CipherInit_ex")]
    public static partial int InitCipher(nint context, nint cipher, nint engine, byte* key, byte* vector, int encrypt);

    /// <summary>Parameters are copied; the array ends with an entry whose key is null.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_MAC_CTX_set_params")]
    public static partial int SetMacParameters(nint context, OpenSslParameter* parameters);

    // ---- Records; an EVP_CIPHER_CTX* is used by one thread at a time, that of its connection.

    /// <summary>A cipher by its name; text is zero-terminated. 0 when there is none.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_fetch")]
    public static partial nint FetchCipher(nint library, byte* name, byte* properties);

    /// <summary>0 when memory is short.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_new")]
    public static partial nint NewCipher();

    /// <summary>Wipes the key; 0 is allowed.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_free")]
    public static partial void FreeCipher(nint context);

    /// <summary>As <see cref="InitCipher"/>, for the next vector of the same key, in the same direction: touches memory only.</summary>
    public static int SetVector(nint context, byte* vector) => InitCipherBriefly(context, 0, 0, null, vector, -1);

    /// <summary>Works on <paramref name="length"/> bytes, in place or not; without <paramref name="output"/> they are authenticated only. Some microseconds
    /// for a full record.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_CipherUpdate")]
    public static partial int UpdateCipher(nint context, byte* output, int* count, byte* input, int length);

    /// <summary>As <see cref="UpdateCipher"/>, for a few bytes.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_CipherUpdate"), SuppressGCTransition]
    public static partial int UpdateCipherBriefly(nint context, byte* output, int* count, byte* input, int length);

    /// <summary>1 when all is well; when decrypting, that the tag is right.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_CipherFinal_ex"), SuppressGCTransition]
    public static partial int FinishCipher(nint context, byte* output, int* count);

    /// <summary>Reads or copies the tag, of <paramref name="number"/> bytes.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_CTX_ctrl"), SuppressGCTransition]
    public static partial int ControlCipher(nint context, int command, int number, byte* argument);

    /// <summary>A kind of MAC by its name; text is zero-terminated. 0 when there is none.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_MAC_fetch")]
    public static partial nint FetchMac(nint library, byte* name, byte* properties);

    /// <summary>An EVP_MAC_CTX*, for one thread at a time; 0 when memory is short.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_MAC_CTX_new")]
    public static partial nint NewMac(nint kind);

    /// <summary>Wipes the key; 0 is allowed.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_MAC_CTX_free")]
    public static partial void FreeMac(nint context);

    /// <summary>Drops the reference of <see cref="FetchMac"/>; 0 is allowed.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_MAC_free")]
    public static partial void ReleaseMac(nint kind);

    /// <summary>Drops the reference of <see cref="FetchCipher"/>; 0 is allowed.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_CIPHER_free")]
    public static partial void ReleaseCipher(nint cipher);

    /// <summary>Begins with a key, which is copied until the next.</summary>
    public static int InitMac(nint context, byte* key, nuint length) => InitMacBriefly(context, key, length, null);

    [LibraryImport(Library, EntryPoint = "EVP_MAC_update"), SuppressGCTransition]
    public static partial int UpdateMac(nint context, byte* bytes, nuint length);

    /// <summary>Writes at most <paramref name="size"/> bytes, and how many.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_MAC_final"), SuppressGCTransition]
    public static partial int FinishMac(nint context, byte* result, nuint* length, nuint size);

    // ---- Key derivation, and providers of it.

    /// <summary>Makes a provider known by its name; <paramref name="begin"/> is a static unmanaged-callers-only method.</summary>
    [LibraryImport(Library, EntryPoint = "OSSL_PROVIDER_add_builtin")]
    public static partial int AddProvider(
        nint library, byte* name, delegate* unmanaged<nint, OpenSslDispatch*, OpenSslDispatch**, nint*, int> begin);

    /// <summary>Loads a provider for as long as the process lives; 0 when it does not begin. With <paramref name="keepsOthers"/> 1 the default one is still
    /// loaded by itself.</summary>
    [LibraryImport(Library, EntryPoint = "OSSL_PROVIDER_try_load")]
    public static partial nint TryLoadProvider(nint library, byte* name, int keepsOthers);

    /// <summary>A KDF by its name, with one reference; texts are zero-terminated. 0 when there is none.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_KDF_fetch")]
    public static partial nint FetchKdf(nint library, byte* name, byte* properties);

    /// <summary>Who implements a KDF; lives as long as that.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_KDF_get0_provider")]
    public static partial nint GetKdfProvider(nint kind);

    /// <summary>A text that lives as long as the provider.</summary>
    [LibraryImport(Library, EntryPoint = "OSSL_PROVIDER_get0_name")]
    public static partial byte* GetProviderName(nint provider);

    /// <summary>An EVP_KDF_CTX*, for one thread at a time; 0 when memory is short.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_KDF_CTX_new")]
    public static partial nint NewKdf(nint kind);

    [LibraryImport(Library, EntryPoint = "EVP_KDF_CTX_free")]
    public static partial void FreeKdf(nint context);

    /// <summary>Sets the parameters, which may be null, and fills the output.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_KDF_derive")]
    public static partial int Derive(nint context, byte* output, nuint length, OpenSslParameter* parameters);

    [LibraryImport(Library, EntryPoint = "EVP_KDF_CTX_set_params")]
    public static partial int SetKdfParameters(nint context, OpenSslParameter* parameters);

    // ---- The rest.

    /// <summary>One-shot digest; <paramref name="name"/> is a zero-terminated algorithm name, <paramref name="result"/> has room for it.</summary>
    [LibraryImport(Library, EntryPoint = "EVP_Q_digest")]
    public static partial int Digest(nint library, byte* name, nint properties, byte* data, nint length, byte* result, nuint* resultLength);

    /// <summary>A number under which every <c>SSL_CTX</c> keeps one pointer, given to <paramref name="release"/> when the context ends: on the thread
    /// that drops the last reference. The function must be a static unmanaged-callers-only method. -1 when memory is short.</summary>
    [LibraryImport(Library, EntryPoint = "CRYPTO_get_ex_new_index")]
    public static partial int NewExtraDataIndex(
        int kind, long number, nint argument, nint make, nint copy, delegate* unmanaged<nint, nint, nint, int, nint, nint, void> release);

    /// <summary>Memory that OpenSSL may free itself.</summary>
    [LibraryImport(Library, EntryPoint = "CRYPTO_malloc")]
    public static partial byte* Allocate(nint length, nint file, int line);

    [LibraryImport(Library, EntryPoint = "CRYPTO_free")]
    public static partial void FreeMemory(void* memory, nint file, int line);

    /// <summary>A static text, such as <c>OpenSSL 3.0.19 27 Jan 2026</c>; number 0.</summary>
    [LibraryImport(Library, EntryPoint = "OpenSSL_version")]
    public static partial byte* GetVersionText(int number);

    [LibraryImport(Library, EntryPoint = "EVP_CipherInit_ex"), SuppressGCTransition]
    private static partial int InitCipherBriefly(nint context, nint cipher, nint engine, byte* key, byte* vector, int encrypt);

    [LibraryImport(Library, EntryPoint = "EVP_MAC_init"), SuppressGCTransition]
    private static partial int InitMacBriefly(nint context, byte* key, nuint length, OpenSslParameter* parameters);
}
