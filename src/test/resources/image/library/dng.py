import struct, random
W,H=96,64
# RGGB mosaic of a left-red right-blue scene with a green middle
def px(x,y):
    r,g,b = (9000,3000,2000) if x<32 else (3000,9000,3000) if x<64 else (2000,3000,9000)
    return [[r,g],[g,b]][y%2][x%2]+ (y*10)
data=b''.join(struct.pack('<H',px(x,y)) for y in range(H) for x in range(W))
jpg=open('preview.jpg','rb').read()
def build(orientation, preview):
    extra=b''; base=8
    ents=[]
    blobs=[]
    def ent(tag,typ,vals):
        ents.append((tag,typ,vals))
    B,A,S,L,R,SR=1,2,3,4,5,10
    ent(254,L,[0]); ent(256,L,[W]); ent(257,L,[H]); ent(258,S,[16]); ent(259,S,[1]); ent(262,S,[32803])
    ent(271,A,b'Afterimage\0'); ent(272,A,b'Test\0'); ent(273,L,['DATA']); ent(274,S,[orientation]); ent(277,S,[1]); ent(278,L,[H]); ent(279,L,[len(data)])
    ent(33421,S,[2,2]); ent(33422,B,[0,1,1,2]); ent(50706,B,[1,4,0,0]); ent(50707,B,[1,1,0,0]); ent(50708,A,b'Afterimage Test\0')
    ent(50714,S,[0]); ent(50717,S,[16383])
    ent(50721,SR,[(32405,10000),(-15371,10000),(-4985,10000),(-9693,10000),(18760,10000),(416,10000),(556,10000),(-2040,10000),(10572,10000)])
    ent(50728,R,[(1,2),(1,1),(2,3)]); ent(50778,S,[21])
    ents.sort(key=lambda e:e[0])
    n=len(ents); off=base+2+12*n+4
    size={1:1,2:1,3:2,4:4,5:8,10:8}
    body=b''; dirs=b''
    datapos=None
    fields=[]
    for tag,typ,v in ents:
        if typ==2: raw=v; cnt=len(v)
        elif typ in(5,10): raw=b''.join(struct.pack('<ii' if typ==10 else '<II',*p) for p in v); cnt=len(v)
        else:
            cnt=len(v)
            raw=None if v==['DATA'] else b''.join(struct.pack({1:'<B',3:'<H',4:'<I'}[typ],x) for x in v)
        fields.append((tag,typ,cnt,raw))
    extra=b''
    out=b''
    pos=off
    for tag,typ,cnt,raw in fields:
        if raw is not None and len(raw)>4: pos+=len(raw)+(len(raw)&1)
    datapos=pos
    for tag,typ,cnt,raw in fields:
        if raw is None: raw=struct.pack('<I',datapos)
        if len(raw)<=4: out+=struct.pack('<HHI',tag,typ,cnt)+raw.ljust(4,b'\0')
        else:
            out+=struct.pack('<HHII',tag,typ,cnt,off+len(extra)); extra+=raw+(b'\0' if len(raw)&1 else b'')
    f=b'II*\0'+struct.pack('<I',8)+struct.pack('<H',n)+out+struct.pack('<I',0)+extra+data
    if preview: f+=jpg
    return f
open('sensor.dng','wb').write(build(1,False))
open('turned.dng','wb').write(build(6,False))
open('preview.dng','wb').write(build(1,True))
